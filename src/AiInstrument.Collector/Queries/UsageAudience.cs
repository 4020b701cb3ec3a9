using System.Text.Json;
using AiInstrument.Collector.Normalization;

namespace AiInstrument.Collector.Queries;

/// <summary>Whose usage a caller may see. Every query is narrowed to it, whatever its filter says.</summary>
public sealed class UsageAudience
{
    private readonly string[]? _organizations;

    private UsageAudience(string[]? organizations) => _organizations = organizations;

    /// <summary>The whole workspace.</summary>
    public static UsageAudience Everything { get; } = new(organizations: null);

    /// <summary>The organizations that may be seen, in ordinal order; null for the whole workspace.</summary>
    public IReadOnlyList<string>? Organizations => _organizations;

    /// <summary>Whether every organization, and what belongs to none, may be seen.</summary>
    public bool SeesEverything => _organizations is null;

    /// <summary>These organizations and nothing else. What belongs to no organization is nobody's: an empty name is left out.</summary>
    public static UsageAudience Of(IEnumerable<string> organizations) =>
        new([.. organizations.Where(name => name.Length > 0).Select(Clip.Dimension).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    /// <summary>Whether calls of an organization may be seen; null or empty stands for calls of none.</summary>
    public bool Sees(string? organization) => _organizations is null || (organization is not null && Array.BinarySearch(_organizations, organization, StringComparer.Ordinal) >= 0);

    /// <summary>The filter, and only what may be seen.</summary>
    internal UsageFilter Narrow(UsageFilter filter) => (_organizations, filter.Organization) switch
    {
        (null, _) => filter,
        (_, { } asked) => Sees(asked) ? filter : Nothing(filter),
        ([var only], null) => filter with { Organization = only },
        _ => filter with { Organizations = ToJson(_organizations) },
    };

    /// <summary>The names as a JSON array, or null for the whole workspace.</summary>
    internal string? ToJson() => _organizations is null ? null : ToJson(_organizations);

    private static UsageFilter Nothing(UsageFilter filter) => filter with { Organization = null, Organizations = "[]" };

    private static string ToJson(string[] names) => "[" + string.Join(',', names.Select(name => $"\"{JsonEncodedText.Encode(name)}\"")) + "]";
}
