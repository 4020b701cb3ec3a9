using System.Text.Json;
using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Normalization;

/// <summary>
/// The fields of a span, found in one pass over its attributes: for each field the attribute that holds it under the preferred key.
/// Nothing is converted or copied before it is asked for.
/// </summary>
internal readonly ref struct FieldSet
{
    private const uint Missing = uint.MaxValue;
    private const int IndexBits = 16;

    private readonly ReadOnlySpan<AttributeList.Item> _items;
    private readonly ReadOnlySpan<uint> _slots;

    /// <summary>Makes the pass.</summary>
    /// <param name="span">The span.</param>
    /// <param name="slots">Room for <see cref="KeyTable.FieldCount"/> entries, whatever is in it.</param>
    public FieldSet(DecodedSpan span, Span<uint> slots)
    {
        Span = span;
        _items = span.Attributes.Items;
        _slots = slots;
        slots.Fill(Missing);
        var count = Math.Min(_items.Length, 1 << IndexBits);
        for (var i = 0; i < count; i++)
        {
            ref readonly var item = ref _items[i];
            var meaning = KeyTable.MeaningOf(item.Key);
            if (meaning.Field is { } field)
            {
                // The rank stands above the index, so the smaller number is the preferred key.
                var candidate = ((uint)meaning.Rank << IndexBits) | (uint)i;
                ref var slot = ref slots[(int)field];
                if (candidate < slot && IsUsable(meaning.Kind, item.Value))
                {
                    slot = candidate;
                }
            }
        }
    }

    /// <summary>The span.</summary>
    public DecodedSpan Span { get; }

    /// <summary>Whether some attribute holds the field.</summary>
    public bool Has(Field field) => _slots[(int)field] != Missing;

    /// <summary>The field's value; empty when missing.</summary>
    public AttributeValue Value(Field field) =>
        _slots[(int)field] is var slot && slot != Missing ? _items[(int)(slot & ((1 << IndexBits) - 1))].Value : default;

    /// <summary>The text, clipped; null when missing.</summary>
    public string? Text(Field field) => Value(field).AsString() is { } text ? Clip.Dimension(text) : null;

    /// <summary>The whole text, however long; null when missing.</summary>
    public string? LongText(Field field) => Value(field).AsString();

    /// <summary>The number of tokens; null when missing.</summary>
    public long? Tokens(Field field) => Value(field).AsInt64();

    /// <summary>The number; null when missing.</summary>
    public double? Number(Field field) => Value(field).AsDouble();

    /// <summary>The flag; null when missing.</summary>
    public bool? Flag(Field field) => Value(field).AsBool();

    /// <summary>A list separated by commas: an array, a JSON array in a string (some emitters send that), or a plain string.</summary>
    public string? Joined(Field field)
    {
        var value = Value(field);
        if (value.Kind == AttributeKind.Array)
        {
            return value.Elements is [var only]
                ? Clip.Dimension(only.AsString() ?? "") is { Length: > 0 } one ? one : null
                : Join(value.Elements.Select(element => element.AsString()));
        }

        return value.AsString() is not ['[', ..] ? Text(field) : Join(FromJson(value.AsString()!));
    }

    private static string? Join(IEnumerable<string?> items) =>
        string.Join(',', items.Where(item => !string.IsNullOrEmpty(item))) is { Length: > 0 } joined ? Clip.Dimension(joined) : null;

    private static IEnumerable<string?> FromJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.EnumerateArray()
                .Where(element => element.ValueKind == JsonValueKind.String)
                .Select(element => element.GetString())
                .ToArray();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Text that only looks like JSON is kept as it is; half a surrogate pair cannot be read.
            return [text];
        }
    }

    private static bool IsUsable(FieldKind kind, in AttributeValue value) => kind switch
    {
        FieldKind.Text => value.Kind is AttributeKind.Int or AttributeKind.Double or AttributeKind.Bool || value is { Kind: AttributeKind.String, IsEmptyText: false },
        FieldKind.List => value.Kind == AttributeKind.Array ? value.Elements.Count > 0 : value is { Kind: AttributeKind.String, IsEmptyText: false },
        FieldKind.Tokens => value.AsInt64() is >= 0 and <= TokenUsage.MostTokens,
        FieldKind.Number => value.AsDouble() is not null,
        FieldKind.Flag => value.AsBool() is not null,
        _ => false,
    };
}
