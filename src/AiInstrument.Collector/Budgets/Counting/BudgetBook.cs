using System.Runtime.InteropServices;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Budgets.Counting;

/// <summary>
/// Keeps what is used of each budget in each period. Whatever moves the rollups moves the counters, in the same transaction: what a transaction adds and takes away
/// is summed up in memory first. A call counts in the period in which it began, however late it arrives. Used by the writer alone.
/// </summary>
internal sealed class BudgetBook
{
    // Counters of the current traffic that are known without asking the database.
    private const int MostKnown = 100_000;

    private readonly SqliteWriter _writer;
    private readonly Dictionary<Slot, BudgetSums> _waiting = [];
    private readonly Dictionary<(int Budget, long Period, string Key), BudgetSums> _known = [];
    private readonly Dictionary<long, string> _texts = [];
    private readonly SqliteStatement _load;
    private readonly SqliteStatement _findValue;
    private readonly SqliteStatement _addValue;
    private readonly SqliteStatement _text;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _add;
    private readonly SqliteStatement _prune;
    private Dictionary<int, BudgetIndex> _workspaces = [];
    private Dictionary<int, BudgetDefinition> _byId = [];

    public BudgetBook(SqliteWriter writer)
    {
        _writer = writer;
        _load = writer.Prepare($"SELECT {BudgetDefinition.Columns} FROM budgets ORDER BY id");
        _findValue = writer.Prepare("SELECT id FROM dimension_values WHERE workspace_id = ? AND kind = ? AND value = ?");
        _addValue = writer.Prepare("INSERT INTO dimension_values (workspace_id, kind, value) VALUES (?, ?, ?)");
        _text = writer.Prepare("SELECT value FROM dimension_values WHERE id = ?");
        _find = writer.Prepare("SELECT cost_nano_usd, tokens, calls, unpriced_calls, estimated_calls FROM budget_counters WHERE budget_id = ? AND period_start = ? AND key = ?");
        _add = writer.Prepare("""
            INSERT INTO budget_counters (budget_id, period_start, key, cost_nano_usd, tokens, calls, unpriced_calls, estimated_calls) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (budget_id, period_start, key) DO UPDATE SET
            cost_nano_usd = cost_nano_usd + excluded.cost_nano_usd, tokens = tokens + excluded.tokens, calls = calls + excluded.calls,
            unpriced_calls = unpriced_calls + excluded.unpriced_calls, estimated_calls = estimated_calls + excluded.estimated_calls
            """);
        _prune = writer.Prepare("DELETE FROM budget_counters WHERE budget_id = ? AND period_start = ? AND key = ? AND calls = 0");
        Load();
    }

    /// <summary>All budgets, also those that are not enforced and those that are not counted yet.</summary>
    public IReadOnlyList<BudgetDefinition> Budgets { get; private set; } = [];

    /// <summary>A budget; null when there is none with the id.</summary>
    public BudgetDefinition? Find(int id) => _byId.GetValueOrDefault(id);

    /// <summary>Reads the budgets again. Those that are counted already are counted from now on as they are now.</summary>
    public void Load()
    {
        var budgets = new List<BudgetDefinition>();
        while (_load.Step())
        {
            budgets.Add(BudgetDefinition.Read(_load));
        }

        Budgets = budgets;
        _byId = budgets.ToDictionary(budget => budget.Id);
        _known.Clear();
        _workspaces = budgets.Where(budget => budget.CountedFrom is not null)
            .GroupBy(budget => budget.Workspace)
            .ToDictionary(group => group.Key, group => new BudgetIndex(group.Select(Matcher)));
    }

    /// <summary>Remembers for <see cref="Flush"/> that an interaction counts, or that it no longer does.</summary>
    public void Count(int workspace, in RollupGroup group, Interaction call, in Cost cost, int sign)
    {
        if (_workspaces.TryGetValue(workspace, out var budgets) && !call.IsDenied)
        {
            Count(budgets, group, CountedCall.Of(call, cost), sign);
        }
    }

    /// <summary>Remembers for <see cref="Flush"/> what stored calls use of one budget, from its first period on.</summary>
    public void Count(BudgetIndex budget, in RollupGroup group, in CountedCall call, int sign)
    {
        var counting = new Counting(this, group, call, sign);
        budget.Match(group, call.AskedModel, ref counting, static (ref Counting counting, BudgetIndex.Matcher found) => counting.Book.Add(counting, found));
    }

    /// <summary>An index of one budget, whether it is counted already or not.</summary>
    public BudgetIndex Only(BudgetDefinition budget) => new([Matcher(budget)]);

    /// <summary>Adds what is remembered to the counters.</summary>
    public void Flush()
    {
        foreach (var (slot, sums) in _waiting)
        {
            // Added and taken away again within the transaction.
            if (sums.IsZero)
            {
                continue;
            }

            var key = KeyOf(slot);
            BindCounter(_add, slot.Budget.Id, slot.Period, key);
            sums.Bind(_add, 4);
            _add.Run();
            if (sums.Calls <= 0)
            {
                BindCounter(_prune, slot.Budget.Id, slot.Period, key);
                _prune.Run();
            }

            ref var known = ref CollectionsMarshal.GetValueRefOrNullRef(_known, (slot.Budget.Id, slot.Period, key));
            if (!System.Runtime.CompilerServices.Unsafe.IsNullRef(ref known))
            {
                known.Add(sums);
            }
        }

        _waiting.Clear();
    }

    /// <summary>Hands over what is remembered in place of adding it.</summary>
    public Dictionary<(long Period, string Key), BudgetSums> Take()
    {
        var taken = _waiting.ToDictionary(pair => (pair.Key.Period, KeyOf(pair.Key)), pair => pair.Value);
        _waiting.Clear();
        return taken;
    }

    /// <summary>What is recorded of a budget in a period under a key.</summary>
    public BudgetSums Used(int budget, long period, string key)
    {
        if (_known.TryGetValue((budget, period, key), out var known))
        {
            return known;
        }

        BindCounter(_find, budget, period, key);
        var sums = default(BudgetSums);
        if (_find.Step())
        {
            sums = BudgetSums.Read(_find, 0);
            _find.Reset();
        }

        if (_known.Count >= MostKnown)
        {
            _known.Clear();
        }

        _known.Add((budget, period, key), sums);
        return sums;
    }

    /// <summary>The text of a dimension's value; null for none.</summary>
    public string? TextOf(long id)
    {
        if (id == 0)
        {
            return null;
        }

        if (!_texts.TryGetValue(id, out var text))
        {
            _text.Bind(1, id);
            text = _text.Step() ? _text.Text(0) ?? "" : "";
            _text.Reset();
            if (_texts.Count >= MostKnown)
            {
                _texts.Clear();
            }

            _texts.Add(id, text);
        }

        return text;
    }

    /// <summary>Forgets what is remembered, because its transaction was rolled back. Ids of values may be void with it.</summary>
    public void Forget()
    {
        _waiting.Clear();
        _known.Clear();
        _texts.Clear();
    }

    private void Add(in Counting counting, BudgetIndex.Matcher found)
    {
        var period = found.Budget.Calendar.At(counting.Call.StartUnixNano).Start;
        if (period >= (found.Budget.CountedFrom ?? 0))
        {
            var slot = new Slot(found.Budget, period, counting.Group.Only(found.Kept), found.ByModel ? counting.Call.AskedModel : null);
            CollectionsMarshal.GetValueRefOrAddDefault(_waiting, slot, out _).Add(counting.Call, counting.Sign);
        }
    }

    private BudgetIndex.Matcher Matcher(BudgetDefinition budget)
    {
        var named = budget.Draft.Scope.Named.Where(pair => pair.Dimension != BudgetDimension.Model).Select(pair => (Kind: BudgetDefinition.KindOf(pair.Dimension), pair.Value)).ToList();
        return new BudgetIndex.Matcher(
            budget,
            [.. named.Where(pair => pair.Value != BudgetScope.Each).Select(pair => (pair.Kind, IdOf(budget.Workspace, pair.Kind, pair.Value)))],
            [.. named.Where(pair => pair.Value == BudgetScope.Each).Select(pair => pair.Kind)]);
    }

    // A value that was never seen gets its id now: it is the same when the first call has it.
    private long IdOf(int workspace, DimensionKind kind, string value)
    {
        Bind(_findValue);
        if (_findValue.Find() is { } known)
        {
            return known;
        }

        Bind(_addValue);
        _addValue.Run();
        return _writer.LastInsertRowId;

        void Bind(SqliteStatement statement)
        {
            statement.Bind(1, (long)workspace);
            statement.Bind(2, (long)kind);
            statement.Bind(3, value);
        }
    }

    private string KeyOf(in Slot slot)
    {
        if (slot.Budget.Stars is [])
        {
            return "";
        }

        var (values, model) = (slot.Values, slot.Model);
        return string.Join(BudgetScope.KeySeparator, slot.Budget.Stars.Select(star => star == BudgetDimension.Model ? model : TextOf(values.Of(BudgetDefinition.KindOf(star)))));
    }

    private static void BindCounter(SqliteStatement statement, int budget, long period, string key)
    {
        statement.Bind(1, (long)budget);
        statement.Bind(2, period);
        statement.Bind(3, key);
    }

    private readonly record struct Slot(BudgetDefinition Budget, long Period, RollupGroup Values, string? Model);

    private readonly record struct Counting(BudgetBook Book, RollupGroup Group, CountedCall Call, int Sign);
}
