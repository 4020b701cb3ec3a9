using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Budgets.Counting;

/// <summary>A budget as the writer knows it.</summary>
internal sealed class BudgetDefinition
{
    /// <summary>The columns of <see cref="Read"/>.</summary>
    public const string Columns = """
        id, workspace_id, name, organization, user, project, feature, entry_point, model, service,
        unit, period, time_zone, soft_limit, hard_limit, warning_percent, allow_override, active, counted_from, complete
        """;

    /// <summary>The id.</summary>
    public required int Id { get; init; }

    /// <summary>The workspace.</summary>
    public required int Workspace { get; init; }

    /// <summary>What the admin says.</summary>
    public required BudgetDraft Draft { get; init; }

    /// <summary>The start of the first period that is counted; null until that is done.</summary>
    public long? CountedFrom { get; init; }

    /// <summary>Nothing of the first period is missing.</summary>
    public bool Complete { get; init; }

    /// <summary>Its periods.</summary>
    public required BudgetCalendar Calendar { get; init; }

    /// <summary>The dimensions with a budget for each value, in the order of a key, as kinds of dimension.</summary>
    public required BudgetDimension[] Stars { get; init; }

    /// <summary>The limit that leases are taken of: the hard one; null when nothing is hard.</summary>
    public long? HardLimit => Draft.HardLimit;

    /// <summary>Reads the row of a statement.</summary>
    public static BudgetDefinition Read(SqliteStatement row)
    {
        var draft = new BudgetDraft
        {
            Name = row.Text(2)!,
            Scope = new BudgetScope
            {
                Organization = row.Text(3),
                User = row.Text(4),
                Project = row.Text(5),
                Feature = row.Text(6),
                EntryPoint = row.Text(7),
                Model = row.Text(8),
                Service = row.Text(9),
            },
            Unit = (BudgetUnit)row.Int64(10),
            Period = (BudgetPeriod)row.Int64(11),
            TimeZone = row.Text(12)!,
            SoftLimit = row.NullableInt64(13),
            HardLimit = row.NullableInt64(14),
            WarningPercent = (int)row.Int64(15),
            AllowOverride = row.Int64(16) != 0,
            Active = row.Int64(17) != 0,
        };
        return new BudgetDefinition
        {
            Id = (int)row.Int64(0),
            Workspace = (int)row.Int64(1),
            Draft = draft,
            CountedFrom = row.NullableInt64(18),
            Complete = row.Int64(19) != 0,
            Calendar = BudgetCalendar.Of(draft.Period, draft.TimeZone),
            Stars = [.. draft.Scope.Named.Where(pair => pair.Value == BudgetScope.Each).Select(pair => pair.Dimension)],
        };
    }

    /// <summary>The dimension as the store keeps it.</summary>
    public static DimensionKind KindOf(BudgetDimension dimension) => dimension switch
    {
        BudgetDimension.Organization => DimensionKind.Organization,
        BudgetDimension.User => DimensionKind.User,
        BudgetDimension.Project => DimensionKind.Project,
        BudgetDimension.Feature => DimensionKind.Feature,
        BudgetDimension.EntryPoint => DimensionKind.EntryPoint,
        BudgetDimension.Model => DimensionKind.Model,
        _ => DimensionKind.Service,
    };
}
