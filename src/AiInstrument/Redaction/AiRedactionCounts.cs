namespace AiInstrument.Redaction;

/// <summary>How much was redacted in one span, by type: <c>aiinstrument.content.redactions</c>. Not safe for several threads.</summary>
public sealed class AiRedactionCounts
{
    private readonly List<KeyValuePair<string, int>> _types = [];

    /// <summary>The types so far, in the order of their first use. No type comes twice.</summary>
    public IReadOnlyList<KeyValuePair<string, int>> Types => _types;

    /// <summary>Adds replacements of a type.</summary>
    /// <param name="type">What was replaced, in lower case: <c>email</c>, <c>credit_card</c>, … It is exported: never a part of the text.</param>
    /// <param name="count">How many, above zero.</param>
    /// <exception cref="ArgumentException"><paramref name="type"/> is null or empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below one.</exception>
    public void Add(string type, int count = 1)
    {
        ArgumentException.ThrowIfNullOrEmpty(type);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        for (var i = 0; i < _types.Count; i++)
        {
            // A handful of types: looking through them is cheaper than a dictionary.
            if (_types[i].Key == type)
            {
                _types[i] = new(type, _types[i].Value + count);
                return;
            }
        }

        _types.Add(new(type, count));
    }
}
