using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>Keeps the rollups: what a transaction adds and takes away is summed up in memory first.</summary>
internal sealed class RollupWriter(SqliteWriter writer)
{
    private readonly RollupTable _hours = new(writer, RollupDefinition.Hours);
    private readonly RollupTable _days = new(writer, RollupDefinition.Days);

    /// <summary>Remembers for <see cref="Flush"/> that an interaction counts, or that it no longer does.</summary>
    public void Add(int workspace, in RollupGroup group, Interaction interaction, in Cost cost, int sign = 1)
    {
        var hour = interaction.StartUnixNano / UnixTime.NanosPerHour;
        _hours.Pending(workspace, hour, group with { Organization = 0, User = 0, Project = 0 }).Add(interaction, cost, sign);
        _days.Pending(workspace, hour / UnixTime.HoursPerDay, group).Add(interaction, cost, sign);
    }

    /// <summary>Adds what is remembered to the rollups.</summary>
    public void Flush()
    {
        _hours.Flush();
        _days.Flush();
    }

    /// <summary>Forgets what is remembered, because its transaction was rolled back.</summary>
    public void Forget()
    {
        _hours.Forget();
        _days.Forget();
    }
}
