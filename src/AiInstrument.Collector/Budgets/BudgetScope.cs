namespace AiInstrument.Collector.Budgets;

/// <summary>
/// Which calls count. A dimension that is null is not looked at, <see cref="Each"/> makes a budget of its own for each value, anything else must be the call's value.
/// A call without a value matches neither a value nor <see cref="Each"/>.
/// </summary>
public sealed record BudgetScope
{
    /// <summary>Stands for every value, each with a budget of its own.</summary>
    public const string Each = "*";

    /// <summary>What joins the values of a key.</summary>
    public const char KeySeparator = '\u001F';

    /// <summary>The organization.</summary>
    public string? Organization { get; init; }

    /// <summary>The user.</summary>
    public string? User { get; init; }

    /// <summary>The project.</summary>
    public string? Project { get; init; }

    /// <summary>The feature, by the id that calls are recorded with.</summary>
    public string? Feature { get; init; }

    /// <summary>The route or job.</summary>
    public string? EntryPoint { get; init; }

    /// <summary>The model that is asked for; the one that answers where nobody says which was asked for.</summary>
    public string? Model { get; init; }

    /// <summary>The service.</summary>
    public string? Service { get; init; }

    /// <summary>The dimensions in the order of a key, with their names.</summary>
    internal IEnumerable<(BudgetDimension Dimension, string? Value)> Dimensions =>
    [
        (BudgetDimension.Organization, Organization),
        (BudgetDimension.User, User),
        (BudgetDimension.Project, Project),
        (BudgetDimension.Feature, Feature),
        (BudgetDimension.EntryPoint, EntryPoint),
        (BudgetDimension.Model, Model),
        (BudgetDimension.Service, Service),
    ];

    /// <summary>The dimensions that are looked at, with their values.</summary>
    public IEnumerable<(BudgetDimension Dimension, string Value)> Named => Dimensions.Where(pair => pair.Value is not null).Select(pair => (pair.Dimension, pair.Value!));

    /// <summary>How many dimensions have a budget for each of their values.</summary>
    public int Stars => Dimensions.Count(pair => pair.Value == Each);

    /// <summary>What a key stands for: the values of the dimensions that have a budget for each.</summary>
    /// <param name="key">A key of this scope.</param>
    public IReadOnlyList<(BudgetDimension Dimension, string Value)> Values(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Stars == 0 ? [] : [.. Named.Where(pair => pair.Value == Each).Zip(key.Split(KeySeparator), (pair, value) => (pair.Dimension, value))];
    }
}
