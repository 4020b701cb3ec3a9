using System.Diagnostics.CodeAnalysis;

namespace AiInstrument.Budgets.Leasing;

/// <summary>A budget as the collector described it last. Immutable.</summary>
internal sealed class BudgetRule
{
    private const string Each = "*";
    private const char KeySeparator = '\u001F';

    private readonly BudgetDimension[] _each;

    private BudgetRule(BudgetMessage message, AiBudgetUnit unit, (BudgetDimension, string)[] exact, BudgetDimension[] each)
    {
        Id = message.Id!;
        Name = message.Name ?? message.Id!;
        Unit = unit;
        SoftLimit = message.SoftLimit;
        HardLimit = message.HardLimit;
        AllowOverride = message.AllowOverride;
        Period = message.Period ?? "";
        ResetsAt = message.ResetsAt;
        Exact = exact;
        _each = each;
    }

    public string Id { get; }

    public string Name { get; }

    public AiBudgetUnit Unit { get; }

    public long? SoftLimit { get; }

    public long? HardLimit { get; }

    public bool AllowOverride { get; }

    public string Period { get; }

    public DateTimeOffset? ResetsAt { get; }

    /// <summary>The dimensions whose value is fixed.</summary>
    public IReadOnlyList<(BudgetDimension Dimension, string Value)> Exact { get; }

    /// <summary>Whether each value is a budget of its own.</summary>
    public bool HasKeys => _each.Length > 0;

    /// <summary>Reads a budget. One that this version does not understand is left out: it may mean anything.</summary>
    public static bool TryRead(BudgetMessage? message, [NotNullWhen(true)] out BudgetRule? rule)
    {
        rule = null;
        if (message is not { Id.Length: > 0 } || UnitOf(message.Unit) is not { } unit)
        {
            return false;
        }

        var exact = new List<(BudgetDimension, string)>();
        var each = new List<BudgetDimension>();
        foreach (var (name, value) in message.Scope ?? new Dictionary<string, string?>())
        {
            if (DimensionOf(name) is not { } dimension || value is not { Length: > 0 })
            {
                return false;
            }

            if (value == Each)
            {
                each.Add(dimension);
            }
            else
            {
                exact.Add((dimension, value));
            }
        }

        each.Sort();
        rule = new BudgetRule(message, unit, [.. exact], [.. each]);
        return true;
    }

    public bool Matches(in BudgetFacts facts)
    {
        foreach (var (dimension, value) in Exact)
        {
            if (facts[dimension] != value)
            {
                return false;
            }
        }

        foreach (var dimension in _each)
        {
            if (facts[dimension] is not { Length: > 0 })
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Which of the budget's states counts for a call that matches.</summary>
    public string KeyOf(in BudgetFacts facts)
    {
        switch (_each.Length)
        {
            case 0:
                return "";
            case 1:
                return facts[_each[0]]!;
            default:
                var values = new string?[_each.Length];
                for (var i = 0; i < values.Length; i++)
                {
                    values[i] = facts[_each[i]];
                }

                return string.Join(KeySeparator, values);
        }
    }

    private static AiBudgetUnit? UnitOf(string? unit) => unit switch
    {
        "usd" => AiBudgetUnit.NanoDollars,
        "tokens" => AiBudgetUnit.Tokens,
        "calls" => AiBudgetUnit.Calls,
        _ => null,
    };

    private static BudgetDimension? DimensionOf(string name) => name switch
    {
        "organization" => BudgetDimension.Organization,
        "user" => BudgetDimension.User,
        "project" => BudgetDimension.Project,
        "feature" => BudgetDimension.Feature,
        "entry_point" => BudgetDimension.EntryPoint,
        "model" => BudgetDimension.Model,
        "service" => BudgetDimension.Service,
        _ => null,
    };
}
