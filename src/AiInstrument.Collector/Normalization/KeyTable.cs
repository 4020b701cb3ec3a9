using System.Collections.Frozen;
using AiInstrument.Collector.Decoding.Interning;
using AiInstrument.Collector.Normalization.Content;
using AiInstrument.Collector.Normalization.Dialects;

namespace AiInstrument.Collector.Normalization;

/// <summary>The keys of all dialects in one table. A key is looked up once and remembers its meaning.</summary>
internal static class KeyTable
{
    /// <summary>How many fields there are.</summary>
    public static readonly int FieldCount = Enum.GetValues<Field>().Length;

    private static readonly FrozenDictionary<string, KeyMeaning> Known = Merge();
    private static readonly KeyMeaning Nothing = new(null, FieldKind.Text, 0, IsContent: false);
    private static readonly KeyMeaning Content = new(null, FieldKind.Text, 0, IsContent: true);

    /// <summary>What a key means.</summary>
    public static KeyMeaning MeaningOf(AttributeKey key)
    {
        if (key.Meaning is KeyMeaning known)
        {
            return known;
        }

        var found = Known.TryGetValue(key.Name, out var meaning) ? meaning
            : ContentAttributes.Contains(key.Name) ? Content
            : Nothing;
        key.Meaning = found;
        return found;
    }

    // Every key of every field, ranked by the order of the dialects and then by the order within the dialect.
    private static FrozenDictionary<string, KeyMeaning> Merge()
    {
        var merged = new Dictionary<string, KeyMeaning>(StringComparer.Ordinal);
        var ranks = new ushort[FieldCount];
        foreach (var (field, keys) in AllDialects.ByPreference.SelectMany(dialect => dialect.Keys))
        {
            foreach (var key in keys)
            {
                merged.Add(key, new KeyMeaning(field, KindOf(field), ranks[(int)field]++, ContentAttributes.Contains(key)));
            }
        }

        return merged.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static FieldKind KindOf(Field field) => field switch
    {
        Field.FinishReason => FieldKind.List,
        >= Field.Input and <= Field.OutputWithoutReasoning => FieldKind.Tokens,
        Field.TimeToFirstTokenSeconds or Field.TimeToFirstTokenMilliseconds or Field.ResendCount or Field.CodeLine => FieldKind.Number,
        Field.Cost or Field.InputCost or Field.OutputCost => FieldKind.Number,
        Field.Streaming or Field.CacheHit or Field.Estimated => FieldKind.Flag,
        _ => FieldKind.Text,
    };
}
