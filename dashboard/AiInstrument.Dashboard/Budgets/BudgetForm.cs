using System.Globalization;
using AiInstrument.Collector.Budgets;

namespace AiInstrument.Dashboard.Budgets;

/// <summary>A budget as it is typed.</summary>
internal sealed class BudgetForm
{
    private const decimal NanoPerUsd = 1_000_000_000m;

    public string? Name { get; set; }

    public string? Organization { get; set; }

    public string? User { get; set; }

    public string? Project { get; set; }

    public string? Feature { get; set; }

    public string? EntryPoint { get; set; }

    public string? Model { get; set; }

    public string? Service { get; set; }

    public string? Unit { get; set; } = BudgetWords.Of(BudgetUnit.Usd);

    public string? Period { get; set; } = BudgetWords.Of(BudgetPeriod.Month);

    public string? TimeZone { get; set; } = "UTC";

    public string? SoftLimit { get; set; }

    public string? HardLimit { get; set; }

    public string? WarningPercent { get; set; } = "80";

    public bool AllowOverride { get; set; }

    public bool Active { get; set; }

    /// <summary>A budget as it would have been typed.</summary>
    public static BudgetForm Of(BudgetDraft draft) => new()
    {
        Name = draft.Name,
        Organization = draft.Scope.Organization,
        User = draft.Scope.User,
        Project = draft.Scope.Project,
        Feature = draft.Scope.Feature,
        EntryPoint = draft.Scope.EntryPoint,
        Model = draft.Scope.Model,
        Service = draft.Scope.Service,
        Unit = BudgetWords.Of(draft.Unit),
        Period = BudgetWords.Of(draft.Period),
        TimeZone = draft.TimeZone,
        SoftLimit = Typed(draft.SoftLimit, draft.Unit),
        HardLimit = Typed(draft.HardLimit, draft.Unit),
        WarningPercent = draft.WarningPercent.ToString(CultureInfo.InvariantCulture),
        AllowOverride = draft.AllowOverride,
        Active = draft.Active,
    };

    /// <summary>What was typed as a value of a dimension.</summary>
    public string? ValueOf(BudgetDimension dimension) => dimension switch
    {
        BudgetDimension.Organization => Organization,
        BudgetDimension.User => User,
        BudgetDimension.Project => Project,
        BudgetDimension.Feature => Feature,
        BudgetDimension.EntryPoint => EntryPoint,
        BudgetDimension.Model => Model,
        _ => Service,
    };

    /// <summary>Reads what was typed.</summary>
    /// <param name="problems">What cannot be read.</param>
    public BudgetDraft Read(out List<BudgetProblem> problems)
    {
        problems = [];
        var unit = BudgetWords.UnitOf(Unit);
        var period = BudgetWords.PeriodOf(Period);
        if (unit is null)
        {
            problems.Add(new BudgetProblem(BudgetField.Unit, BudgetProblemKind.Unknown));
        }

        if (period is null)
        {
            problems.Add(new BudgetProblem(BudgetField.Period, BudgetProblemKind.Unknown));
        }

        if (!int.TryParse(WarningPercent, NumberStyles.Integer, CultureInfo.InvariantCulture, out var percent))
        {
            problems.Add(new BudgetProblem(BudgetField.WarningPercent, BudgetProblemKind.OutOfRange));
        }

        return new BudgetDraft
        {
            Name = Name ?? "",
            Scope = new BudgetScope { Organization = Organization, User = User, Project = Project, Feature = Feature, EntryPoint = EntryPoint, Model = Model, Service = Service },
            Unit = unit ?? default,
            Period = period ?? default,
            TimeZone = TimeZone ?? "",
            SoftLimit = Amount(SoftLimit, unit ?? default, BudgetField.SoftLimit, problems),
            HardLimit = Amount(HardLimit, unit ?? default, BudgetField.HardLimit, problems),
            WarningPercent = percent,
            AllowOverride = AllowOverride,
            Active = Active,
        };
    }

    private static long? Amount(string? typed, BudgetUnit unit, BudgetField field, List<BudgetProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return null;
        }

        // A comma is taken for a decimal point, where one is typed so; it never separates thousands.
        var scale = unit == BudgetUnit.Usd ? NanoPerUsd : 1;
        if (decimal.TryParse(typed.Trim().Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount <= long.MaxValue / scale && decimal.Truncate(amount * scale) == amount * scale)
        {
            return (long)(amount * scale);
        }

        problems.Add(new BudgetProblem(field, BudgetProblemKind.OutOfRange));
        return null;
    }

    private static string? Typed(long? amount, BudgetUnit unit) =>
        amount is not { } known ? null
        : unit == BudgetUnit.Usd ? (known / NanoPerUsd).ToString("0.#########", CultureInfo.InvariantCulture)
        : known.ToString(CultureInfo.InvariantCulture);
}
