using AiInstrument.Collector.Budgets;

namespace AiInstrument.Collector.Storage.Model;

/// <summary>A budget as an admin has set it.</summary>
internal sealed class StoredBudget
{
    public int Id { get; set; }

    public required int WorkspaceId { get; set; }

    public required string Name { get; set; }

    public string? Organization { get; set; }

    public string? User { get; set; }

    public string? Project { get; set; }

    public string? Feature { get; set; }

    public string? EntryPoint { get; set; }

    public string? Model { get; set; }

    public string? Service { get; set; }

    public required BudgetUnit Unit { get; set; }

    public required BudgetPeriod Period { get; set; }

    public required string TimeZone { get; set; }

    public long? SoftLimit { get; set; }

    public long? HardLimit { get; set; }

    public required int WarningPercent { get; set; }

    public required bool AllowOverride { get; set; }

    public required bool Active { get; set; }

    public required long CreatedUnixMs { get; set; }

    /// <summary>The start of the first period that is counted, in seconds since the Unix epoch; null until the writer has counted what is recorded.</summary>
    public long? CountedFrom { get; set; }

    /// <summary>Nothing of that first period is missing.</summary>
    public required bool Complete { get; set; }
}
