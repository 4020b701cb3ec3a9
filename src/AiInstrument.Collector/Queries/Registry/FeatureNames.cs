using System.Text.Json;
using AiInstrument.Collector.Queries.Records;

namespace AiInstrument.Collector.Queries.Registry;

/// <summary>What features are called today. Rows keep the id that they were recorded with; queries show them under the id of today.</summary>
/// <param name="currentByFormer">The id of today of each id that is no longer used; no value of it is a key.</param>
internal sealed class FeatureNames(IReadOnlyDictionary<string, string> currentByFormer)
{
    /// <summary>No feature was renamed.</summary>
    public static FeatureNames None { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Whether any feature was renamed.</summary>
    public bool HasAny => currentByFormer.Count > 0;

    /// <summary>The renames as a JSON object, for SQL.</summary>
    public string Json { get; } = $"{{{string.Join(',', currentByFormer.Select(pair => $"{Quoted(pair.Key)}:{Quoted(pair.Value)}"))}}}";

    /// <summary>The id of today.</summary>
    public string? Current(string? id) => id is not null && currentByFormer.TryGetValue(id, out var current) ? current : id;

    /// <summary>The ids that a feature had before.</summary>
    public IReadOnlyList<string> Former(string current) => [.. currentByFormer.Where(pair => pair.Value == current).Select(pair => pair.Key).Order(StringComparer.Ordinal)];

    /// <summary>A filter that finds what the feature's former ids recorded too, whichever of its ids it names.</summary>
    public UsageFilter Widen(UsageFilter filter)
    {
        if (string.IsNullOrEmpty(filter.Feature) || !HasAny)
        {
            return filter;
        }

        var current = Current(filter.Feature);
        return filter with { Feature = current, FormerFeatures = $"[{string.Join(',', Former(current!).Select(Quoted))}]" };
    }

    /// <summary>The record under the id of today.</summary>
    public T Rename<T>(T row)
        where T : InteractionRow => row.Feature is { } id && currentByFormer.TryGetValue(id, out var current) ? (T)(row with { Feature = current, RecordedFeature = id }) : row;

    // A JSON string, without the reflection that serializers need.
    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
