using AiInstrument.Collector.Budgets.Counting;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>Keeps the rollups, and the counters of budgets with them: what a transaction adds and takes away is summed up in memory first.</summary>
internal sealed class RollupWriter(SqliteWriter writer)
{
    private readonly RollupTable _hours = new(writer, RollupDefinition.Hours);
    private readonly RollupTable _days = new(writer, RollupDefinition.Days);
    private readonly SiteRollup _sites = new(writer);
    private readonly DerivedRollups _derived = new(writer);
    private readonly HourRollup _hourRows = new(writer);
    private readonly QualityRollup _quality = new(writer);

    /// <summary>The counters of budgets.</summary>
    public BudgetBook Budgets { get; } = new(writer);

    /// <summary>Remembers for <see cref="Flush"/> that an interaction counts, or that it no longer does.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="group">Its dimensions.</param>
    /// <param name="interaction">The interaction as it is counted.</param>
    /// <param name="cost">Its cost.</param>
    /// <param name="errorType">The id of its error type; 0 for none.</param>
    /// <param name="sign">1 to add, −1 to take away.</param>
    public void Add(int workspace, in RollupGroup group, Interaction interaction, in Cost cost, long errorType, int sign = 1)
    {
        var hour = interaction.StartUnixNano / UnixTime.NanosPerHour;
        var siteless = group with { CallSite = 0 };
        _hours.Pending(workspace, hour, siteless with { Organization = 0, User = 0, Project = 0 }).Add(interaction, cost, sign);
        _days.Pending(workspace, hour / UnixTime.HoursPerDay, siteless).Add(interaction, cost, sign);
        _sites.Add(workspace, hour / UnixTime.HoursPerDay, group, interaction, cost, sign);
        _hourRows.Add(workspace, hour, group, interaction, cost, sign);
        _quality.Add(workspace, siteless, interaction, cost, errorType, sign);
        Budgets.Count(workspace, siteless, interaction, cost, sign);
    }

    /// <summary>Adds what is remembered to the rollups.</summary>
    public void Flush()
    {
        _hours.Flush();
        foreach (var (key, sums) in _days.Waiting)
        {
            _derived.Add(key.Workspace, key.Bucket, key.Group, sums);
        }

        // Days first: derived rollups look there for a group's newest call.
        _days.Flush();
        _derived.Flush();
        _sites.Flush();
        _hourRows.Flush();
        _quality.Flush();
        Budgets.Flush();
    }

    /// <summary>Fills derived rollups with one more day, in the transaction that is open.</summary>
    /// <param name="lastDay">The last day that is over.</param>
    /// <returns>Whether there was one.</returns>
    public bool FillNext(long lastDay) => _sites.FillNext() || _derived.FillNext(lastDay);

    /// <summary>Remembers that what <see cref="FillNext"/> did is in the database.</summary>
    public void Committed()
    {
        _sites.Committed();
        _derived.Committed();
    }

    /// <summary>Forgets what is remembered, because its transaction was rolled back.</summary>
    public void Forget()
    {
        _hours.Forget();
        _days.Forget();
        _derived.Forget();
        _sites.Forget();
        _hourRows.Forget();
        _quality.Forget();
        Budgets.Forget();
    }
}
