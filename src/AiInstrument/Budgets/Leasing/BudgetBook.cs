namespace AiInstrument.Budgets.Leasing;

/// <summary>All budgets of one answer, found by a value that they fix. Immutable: read without a lock.</summary>
internal sealed class BudgetBook
{
    private readonly List<BudgetRule> _open = [];

    /// <summary>By the first dimension that a rule fixes: a call looks at those of its own organization and not at those of all.</summary>
    private readonly Dictionary<string, List<BudgetRule>>?[] _fixed = new Dictionary<string, List<BudgetRule>>?[Enum.GetValues<BudgetDimension>().Length];

    public BudgetBook(IEnumerable<BudgetRule> rules, BudgetRates rates, long answeredAt)
    {
        Rates = rates;
        AnsweredAt = answeredAt;
        foreach (var rule in rules)
        {
            if (rule.Exact.Count == 0)
            {
                _open.Add(rule);
                continue;
            }

            var (dimension, value) = rule.Exact.MinBy(static fixedTo => fixedTo.Dimension);
            var byValue = _fixed[(int)dimension] ??= new Dictionary<string, List<BudgetRule>>(StringComparer.Ordinal);
            if (!byValue.TryGetValue(value, out var list))
            {
                byValue.Add(value, list = []);
            }

            list.Add(rule);
        }
    }

    public BudgetRates Rates { get; }

    /// <summary>A timestamp of the gate's clock.</summary>
    public long AnsweredAt { get; }

    /// <summary>Whether any budget counts for the call; those that do are added where a list is given.</summary>
    public bool Match(in BudgetFacts facts, List<BudgetRule>? matched)
    {
        var any = Match(_open, facts, matched);
        for (var dimension = 0; dimension < _fixed.Length; dimension++)
        {
            if (_fixed[dimension] is { } byValue && facts[(BudgetDimension)dimension] is { } value && byValue.TryGetValue(value, out var rules))
            {
                any |= Match(rules, facts, matched);
            }
        }

        return any;
    }

    private static bool Match(List<BudgetRule> rules, in BudgetFacts facts, List<BudgetRule>? matched)
    {
        var any = false;
        foreach (var rule in rules)
        {
            if (rule.Matches(facts))
            {
                any = true;
                if (matched is null)
                {
                    return true;
                }

                matched.Add(rule);
            }
        }

        return any;
    }
}
