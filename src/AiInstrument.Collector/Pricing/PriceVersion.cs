using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace AiInstrument.Collector.Pricing;

/// <summary>What some models cost from a day on. Never changes: another price is another version, so that a stored cost can always be explained.</summary>
public sealed record PriceVersion
{
    /// <summary>The tier of ordinary requests; every version has it.</summary>
    public const string DefaultTier = "default";

    /// <summary>The id in the database; 0 until it is stored.</summary>
    public int Id { get; init; }

    /// <summary>The provider as <c>gen_ai.provider.name</c> spells it.</summary>
    public required string Provider { get; init; }

    /// <summary>Model names and patterns (<c>*</c> for any text) in lower case.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    /// <summary>The first day (UTC) of these prices.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Where the prices come from.</summary>
    public required string Source { get; init; }

    /// <summary>Price sheets by service tier.</summary>
    public required IReadOnlyDictionary<string, PriceSheet> Tiers { get; init; }

    /// <summary>The sheet of the served tier; a tier without a sheet of its own costs what the default tier costs.</summary>
    public PriceSheet SheetFor(string? serviceTier) =>
        serviceTier is not null && Tiers.TryGetValue(serviceTier.ToLowerInvariant(), out var sheet) ? sheet : Tiers[DefaultTier];

    /// <summary>The tiers as JSON, in ordinal order of their names.</summary>
    internal string TiersJson() => JsonSerializer.Serialize(
        new SortedDictionary<string, PriceSheet>(Tiers.ToDictionary(), StringComparer.Ordinal),
        PriceBookJson.Default.SortedDictionaryStringPriceSheet);

    /// <summary>A hash of everything but the id: equal prices are stored once.</summary>
    internal string ContentHash()
    {
        var content = string.Join('\n', Provider, string.Join('|', Models), From.ToString("O", CultureInfo.InvariantCulture), Source, TiersJson());
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
    }

    /// <summary>One line for people: provider, models, first day, source.</summary>
    public string Describe() => string.Create(CultureInfo.InvariantCulture, $"{Provider} {string.Join(", ", Models)}, from {From:yyyy-MM-dd} ({Source})");
}
