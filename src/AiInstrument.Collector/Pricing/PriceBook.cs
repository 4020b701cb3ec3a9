using System.Text.Json;

namespace AiInstrument.Collector.Pricing;

/// <summary>Finds the price of a model on a day. Immutable.</summary>
internal sealed class PriceBook
{
    // A million dollars for a million tokens; bounds the arithmetic of CostCalculator far below overflow.
    private const long HighestPrice = 1_000_000_000_000_000;

    private readonly IReadOnlyDictionary<string, string> _providers;
    private readonly ModelIndex<PriceVersion[]> _models;

    /// <summary>Creates the book.</summary>
    /// <param name="providers">Other spellings of providers.</param>
    /// <param name="versions">Every price; a later one for the same provider and model replaces the earlier from its day on.</param>
    public PriceBook(IReadOnlyDictionary<string, string> providers, IReadOnlyList<PriceVersion> versions)
    {
        _providers = providers;
        Versions = versions;
        _models = new(versions
            .SelectMany(version => version.Models.Select(model => (Key: (version.Provider, Model: model), version)))
            .GroupBy(pair => pair.Key, pair => pair.version)
            .Select(group => (group.Key.Provider, group.Key.Model, group.OrderBy(version => version.From).ToArray())));
    }

    /// <summary>Other spellings of providers.</summary>
    public IReadOnlyDictionary<string, string> Providers => _providers;

    /// <summary>Every price in the book.</summary>
    public IReadOnlyList<PriceVersion> Versions { get; }

    /// <summary>Reads a book.</summary>
    /// <exception cref="InvalidDataException">The JSON is no price book; the message says which rule it breaks.</exception>
    public static PriceBook Read(Stream json)
    {
        PriceBookFile? file;
        try
        {
            file = JsonSerializer.Deserialize(json, PriceBookJson.Default.PriceBookFile);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("The price book is not valid: " + e.Message, e);
        }

        if (file is not { Schema: PriceBookFile.CurrentSchema })
        {
            throw new InvalidDataException($"The price book's schema is not {PriceBookFile.CurrentSchema}.");
        }

        var versions = new List<PriceVersion>();
        foreach (var entry in file.Entries)
        {
            foreach (var period in entry.Periods)
            {
                Validate(entry, period);
                versions.Add(new PriceVersion
                {
                    Provider = entry.Provider.ToLowerInvariant(),
                    Models = [.. entry.Models.Select(model => model.ToLowerInvariant())],
                    From = period.From,
                    Source = period.Source,
                    Tiers = period.Tiers,
                });
            }
        }

        return new PriceBook(file.Providers ?? new Dictionary<string, string>(), versions);
    }

    /// <summary>The same book with other versions, for example stored ones that have ids.</summary>
    public PriceBook With(IReadOnlyList<PriceVersion> versions) => new(_providers, versions);

    /// <summary>The price of a model on a day, or null when there is none.</summary>
    /// <param name="provider">As sent, or null.</param>
    /// <param name="model">As sent, or null.</param>
    /// <param name="day">The day (UTC) on which the call began.</param>
    public PriceVersion? Find(string? provider, string? model, DateOnly day)
    {
        if (provider is null || model is null)
        {
            return null;
        }

        var seller = provider.Trim().ToLowerInvariant();
        if (FindAt(seller, model, day) is { } own)
        {
            return own;
        }

        return _providers.TryGetValue(seller, out var other) ? FindAt(other, model, day) : null;
    }

    private PriceVersion? FindAt(string provider, string model, DateOnly day)
    {
        foreach (var periods in _models.Find(provider, model))
        {
            if (On(periods, day) is { } version)
            {
                return version;
            }
        }

        return null;
    }

    private static PriceVersion? On(PriceVersion[] periods, DateOnly day) => Array.FindLast(periods, period => period.From <= day);

    private static void Validate(PriceBookEntry entry, PriceBookPeriod period)
    {
        var name = $"{entry.Provider} {entry.Models.FirstOrDefault()}";
        if (entry.Models.Count == 0 || string.IsNullOrWhiteSpace(entry.Provider))
        {
            throw new InvalidDataException("The price book has an entry without a provider or a model.");
        }

        if (!period.Tiers.ContainsKey(PriceVersion.DefaultTier))
        {
            throw new InvalidDataException($"The price book's entry for {name} has no default tier.");
        }

        var prices = period.Tiers.Values.SelectMany(sheet => sheet.Named().Concat(sheet.LongContext?.Named() ?? []));
        if (prices.Any(price => price is < 0 or > HighestPrice))
        {
            throw new InvalidDataException($"The price book's entry for {name} has a price below zero or above {HighestPrice} nano-dollars per million tokens.");
        }
    }
}
