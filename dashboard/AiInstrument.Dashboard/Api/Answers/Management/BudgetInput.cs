using System.Diagnostics.CodeAnalysis;
using AiInstrument.Collector.Budgets;

namespace AiInstrument.Dashboard.Api.Answers.Management;

/// <summary>A budget as the API takes it. Amounts are in the unit, dollars in nano-dollars.</summary>
internal sealed record BudgetInput
{
    public string? Name { get; init; }

    public BudgetScope? Scope { get; init; }

    public string? Unit { get; init; }

    public string? Period { get; init; }

    public string? TimeZone { get; init; }

    public long? SoftLimit { get; init; }

    public long? HardLimit { get; init; }

    public int? WarningPercent { get; init; }

    public bool? AllowOverride { get; init; }

    public bool? Active { get; init; }

    /// <summary>Reads the words; what is left out has its default.</summary>
    public bool TryRead([NotNullWhen(true)] out BudgetDraft? draft, out Dictionary<string, string[]> errors)
    {
        errors = [];
        var usual = new BudgetDraft { Name = Name ?? "" };
        var unit = Unit is null ? usual.Unit : BudgetWords.UnitOf(Unit);
        var period = Period is null ? usual.Period : BudgetWords.PeriodOf(Period);
        if (unit is null)
        {
            errors["unit"] = ["It must be usd, tokens or calls."];
        }

        if (period is null)
        {
            errors["period"] = ["It must be day, week, month or total."];
        }

        draft = unit is { } counted && period is { } lasting
            ? usual with
            {
                Scope = Scope ?? usual.Scope,
                Unit = counted,
                Period = lasting,
                TimeZone = TimeZone ?? usual.TimeZone,
                SoftLimit = SoftLimit,
                HardLimit = HardLimit,
                WarningPercent = WarningPercent ?? usual.WarningPercent,
                AllowOverride = AllowOverride ?? usual.AllowOverride,
                Active = Active ?? usual.Active,
            }
            : null;
        return draft is not null;
    }
}
