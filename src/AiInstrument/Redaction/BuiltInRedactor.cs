using AiInstrument.Redaction.Scanning;

namespace AiInstrument.Redaction;

/// <summary>
/// Takes out e-mail addresses, phone, card and US social security numbers, IBANs, API and AWS keys, private keys, JSON web
/// tokens and IP addresses. It is used where the application registers no <see cref="IAiRedactor"/> of its own.
/// </summary>
/// <remarks>
/// Each becomes <c>[REDACTED:type]</c>. It knows shapes, not meanings: names and addresses of people stay. What is JSON stays JSON. It reads a
/// text in time linear in its length, and stops only at characters that some type needs.
/// </remarks>
public sealed class BuiltInRedactor : IAiRedactor
{
    private readonly TextRedactor _redactor;

    /// <summary>Creates the redactor with its own types only.</summary>
    public BuiltInRedactor()
        : this(new RedactionOptions())
    {
    }

    /// <summary>Creates the redactor.</summary>
    /// <param name="options">The application's own patterns. Later additions are not seen.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    public BuiltInRedactor(RedactionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _redactor = new TextRedactor([.. options.Patterns], options.Members.Count == 0 ? null : new(options.Members, StringComparer.OrdinalIgnoreCase));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="counts"/> is null.</exception>
    public string? Redact(ReadOnlySpan<char> text, AiRedactionCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return _redactor.Redact(text, counts, static (counts, type) => counts.Add(type));
    }

    /// <summary>What would go, in the order of the text. Null when nothing.</summary>
    internal List<Finding>? Find(ReadOnlySpan<char> text) => _redactor.Find(text);
}
