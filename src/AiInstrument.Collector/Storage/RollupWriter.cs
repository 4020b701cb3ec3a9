using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>
/// Keeps the rollups: days by every dimension that pages group and filter by, hours without organization, user and project (with them an hour has nearly as many groups as calls),
/// and days by call site.
/// </summary>
internal sealed class RollupWriter(SqliteWriter writer)
{
    private const long NanosPerHour = 3_600_000_000_000;
    private const int HoursPerDay = 24;

    private static readonly (string Column, Func<RollupGroup, long> Value)[] Common =
    [
        ("provider_id", group => group.Provider),
        ("model_id", group => group.Model),
        ("feature_id", group => group.Feature),
        ("category_id", group => group.Category),
        ("entry_point_id", group => group.EntryPoint),
        ("service_id", group => group.Service),
    ];

    private readonly RollupTable _hours = new(writer, "usage_hourly", "hour", Common);

    private readonly RollupTable _days = new(writer, "usage_daily", "day",
    [
        .. Common,
        ("organization_id", group => group.Organization),
        ("user_id", group => group.User),
        ("project_id", group => group.Project),
    ]);

    /// <summary>Remembers a new counted interaction for <see cref="Flush"/>.</summary>
    public void Add(int workspace, in RollupGroup group, Interaction interaction, in Cost cost)
    {
        var hour = interaction.StartUnixNano / NanosPerHour;
        _hours.Pending(workspace, hour, group with { Organization = 0, User = 0, Project = 0 }).Add(interaction, cost);
        _days.Pending(workspace, hour / HoursPerDay, group).Add(interaction, cost);
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
