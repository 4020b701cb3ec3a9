using AiInstrument.Collector.Normalization;

namespace AiInstrument.Collector.Budgets;

/// <summary>What a budget must be.</summary>
internal static class BudgetRules
{
    /// <summary>Budgets that a workspace may have.</summary>
    public const int MostBudgets = 10_000;

    private const int MostNameChars = 200;
    private const int MostPercent = 100;

    // A billion dollars; sums with it cannot overflow.
    private const long MostLimit = 1_000_000_000_000_000_000;

    /// <summary>The draft without blanks around its texts; what is empty is null.</summary>
    public static BudgetDraft Tidy(BudgetDraft draft) => draft with
    {
        Name = (draft.Name ?? "").Trim(),
        TimeZone = string.IsNullOrWhiteSpace(draft.TimeZone) ? "UTC" : draft.TimeZone.Trim(),
        Scope = new BudgetScope
        {
            Organization = Tidy(draft.Scope?.Organization),
            User = Tidy(draft.Scope?.User),
            Project = Tidy(draft.Scope?.Project),
            Feature = Tidy(draft.Scope?.Feature),
            EntryPoint = Tidy(draft.Scope?.EntryPoint),
            Model = Tidy(draft.Scope?.Model),
            Service = Tidy(draft.Scope?.Service),
        },
    };

    /// <summary>What is wrong with a tidy draft.</summary>
    public static List<BudgetProblem> Check(BudgetDraft draft)
    {
        var problems = new List<BudgetProblem>();
        Add(draft.Name.Length == 0, BudgetField.Name, BudgetProblemKind.Missing);
        Add(draft.Name.Length > MostNameChars, BudgetField.Name, BudgetProblemKind.TooLong);
        Add(draft.Scope.Named.Any(pair => pair.Value.Length > Clip.MostDimensionChars), BudgetField.Scope, BudgetProblemKind.TooLong);
        Add(!Enum.IsDefined(draft.Unit), BudgetField.Unit, BudgetProblemKind.Unknown);
        Add(!Enum.IsDefined(draft.Period), BudgetField.Period, BudgetProblemKind.Unknown);
        Add(!IsTimeZone(draft.TimeZone), BudgetField.TimeZone, BudgetProblemKind.Unknown);
        Add(draft.SoftLimit is < 1 or > MostLimit, BudgetField.SoftLimit, BudgetProblemKind.OutOfRange);
        Add(draft.HardLimit is < 1 or > MostLimit, BudgetField.HardLimit, BudgetProblemKind.OutOfRange);
        Add(draft.SoftLimit is null && draft.HardLimit is null, BudgetField.HardLimit, BudgetProblemKind.NoLimit);
        Add(draft.SoftLimit > draft.HardLimit, BudgetField.SoftLimit, BudgetProblemKind.AboveHard);
        Add(draft.WarningPercent is < 1 or > MostPercent, BudgetField.WarningPercent, BudgetProblemKind.OutOfRange);
        return problems;

        void Add(bool isWrong, BudgetField field, BudgetProblemKind kind)
        {
            if (isWrong)
            {
                problems.Add(new BudgetProblem(field, kind));
            }
        }
    }

    // Only IANA names: a Windows name would be found too, on some machines.
    private static bool IsTimeZone(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;

    private static string? Tidy(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
