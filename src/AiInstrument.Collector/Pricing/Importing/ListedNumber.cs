using System.Text.Json;

namespace AiInstrument.Collector.Pricing.Importing;

/// <summary>Reads dollar amounts of price lists.</summary>
internal static class ListedNumber
{
    /// <summary>Dollars for one token as nano-dollars for a million.</summary>
    public const decimal PerToken = 1_000_000_000_000_000m;

    /// <summary>Dollars for a million tokens as nano-dollars for a million.</summary>
    public const decimal PerMillion = 1_000_000_000m;

    /// <summary>Reads a price.</summary>
    /// <exception cref="InvalidDataException">It is no number, negative or beyond belief; the message says so.</exception>
    public static long Read(JsonProperty property, decimal unit)
    {
        if (property.Value.ValueKind != JsonValueKind.Number || !property.Value.TryGetDecimal(out var dollars))
        {
            throw new InvalidDataException($"{property.Name} is no number");
        }

        return dollars switch
        {
            < 0 => throw new InvalidDataException($"{property.Name} is below zero"),

            // A million dollars for a million tokens.
            var most when most > 1_000_000_000_000_000m / unit => throw new InvalidDataException($"{property.Name} is more than a dollar for a token"),
            _ => (long)Math.Round(dollars * unit, MidpointRounding.AwayFromZero),
        };
    }
}
