using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Budgets.Counting;

/// <summary>The budgets of one workspace, found by the values that they name: a call is held against those alone that name one of its values, or none.</summary>
internal sealed class BudgetIndex
{
    // The dimension with the most values first: it leaves the fewest budgets to look at.
    private static readonly BudgetDimension[] ByValues =
    [
        BudgetDimension.User, BudgetDimension.Project, BudgetDimension.Organization, BudgetDimension.EntryPoint, BudgetDimension.Feature, BudgetDimension.Service,
    ];

    private readonly Dictionary<(DimensionKind Kind, long Value), Matcher[]> _byValue;
    private readonly DimensionKind[] _kinds;
    private readonly Matcher[] _others;

    public BudgetIndex(IEnumerable<Matcher> budgets)
    {
        var all = budgets.ToLookup(IndexedBy);
        _byValue = all.Where(group => group.Key.Kind != default).ToDictionary(group => group.Key, group => group.ToArray());
        _kinds = [.. _byValue.Keys.Select(key => key.Kind).Distinct()];
        _others = [.. all[default]];
    }

    /// <summary>Calls an action for each budget that a call counts in. Allocates nothing.</summary>
    /// <typeparam name="T">What the action works on.</typeparam>
    public void Match<T>(in RollupGroup group, string? askedModel, ref T state, Found<T> found)
    {
        Try(_others, group, askedModel, ref state, found);
        foreach (var kind in _kinds)
        {
            if (group.Of(kind) is not 0 and var value && _byValue.TryGetValue((kind, value), out var budgets))
            {
                Try(budgets, group, askedModel, ref state, found);
            }
        }
    }

    private static void Try<T>(Matcher[] budgets, in RollupGroup group, string? askedModel, ref T state, Found<T> found)
    {
        foreach (var budget in budgets)
        {
            if (budget.Matches(group, askedModel))
            {
                found(ref state, budget);
            }
        }
    }

    private static (DimensionKind Kind, long Value) IndexedBy(Matcher budget)
    {
        foreach (var dimension in ByValues)
        {
            var kind = BudgetDefinition.KindOf(dimension);
            if (Array.Find(budget.Values, value => value.Kind == kind) is { Kind: not default(DimensionKind) } named)
            {
                return named;
            }
        }

        return default;
    }

    /// <summary>What to do with a budget that a call counts in.</summary>
    internal delegate void Found<T>(ref T state, Matcher budget);

    /// <summary>What a budget asks of a call.</summary>
    /// <param name="Budget">The budget.</param>
    /// <param name="Values">The values that it names, but for the model.</param>
    /// <param name="Stars">The dimensions that must have a value, but for the model.</param>
    internal sealed record Matcher(BudgetDefinition Budget, (DimensionKind Kind, long Value)[] Values, DimensionKind[] Stars)
    {
        private readonly string? _model = Budget.Draft.Scope.Model;

        /// <summary>The dimensions of its keys, but for the model.</summary>
        public DimensionSet Kept { get; } = DimensionSet.Of(Stars);

        /// <summary>Its keys have a model.</summary>
        public bool ByModel => _model == BudgetScope.Each;

        /// <summary>Whether a call counts.</summary>
        public bool Matches(in RollupGroup group, string? askedModel)
        {
            foreach (var (kind, value) in Values)
            {
                if (group.Of(kind) != value)
                {
                    return false;
                }
            }

            foreach (var kind in Stars)
            {
                if (group.Of(kind) == 0)
                {
                    return false;
                }
            }

            return _model is null || (askedModel is not null && (ByModel || string.Equals(_model, askedModel, StringComparison.Ordinal)));
        }
    }
}
