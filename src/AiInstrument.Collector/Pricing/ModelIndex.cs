namespace AiInstrument.Collector.Pricing;

/// <summary>What is listed for models, by provider and by name or pattern. Compiled into the analyzers too: both must find the same models.</summary>
/// <typeparam name="T">What is listed.</typeparam>
internal sealed class ModelIndex<T>
{
    private readonly Dictionary<(string Provider, string Model), T> _exact = [];
    private readonly List<(string Provider, string Pattern, T Value)> _patterns = [];

    /// <summary>Creates the index; names and patterns are in lower case, each once for a provider.</summary>
    public ModelIndex(IEnumerable<(string Provider, string Model, T Value)> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Model.AsSpan().IndexOf('*') >= 0)
            {
                _patterns.Add(entry);
            }
            else
            {
                _exact.Add((entry.Provider, entry.Model), entry.Value);
            }
        }

        // The longest pattern is the most specific one.
        _patterns.Sort((a, b) => b.Pattern.Length != a.Pattern.Length
            ? b.Pattern.Length.CompareTo(a.Pattern.Length)
            : string.CompareOrdinal(a.Pattern, b.Pattern));
    }

    /// <summary>What is listed for a model as it was sent, the most exact match first: names before patterns.</summary>
    public IEnumerable<T> Find(string provider, string model)
    {
        foreach (var candidate in ModelName.Candidates(model))
        {
            if (_exact.TryGetValue((provider, candidate), out var value))
            {
                yield return value;
            }
        }

        foreach (var (seller, pattern, value) in _patterns)
        {
            if (seller == provider && ModelName.Candidates(model).Any(candidate => ModelPattern.Matches(pattern, candidate)))
            {
                yield return value;
            }
        }
    }
}
