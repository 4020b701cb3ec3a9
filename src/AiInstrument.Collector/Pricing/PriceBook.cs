using System.Text.Json;

namespace AiInstrument.Collector.Pricing;

/// <summary>Finds the price of a model on a day. Immutable.</summary>
internal sealed class PriceBook
{
    // A million dollars for a million tokens; bounds the arithmetic of CostCalculator far below overflow.
    private const long HighestPrice = 1_000_000_000_000_000;

    private readonly ModelIndex<PriceTimeline>? _overrides;
    private readonly ModelIndex<PriceTimeline> _listed;
    private readonly IReadOnlyDictionary<int, PriceBook> _workspaces;

    /// <summary>Creates a book of one layer.</summary>
    /// <param name="providers">Other spellings of providers.</param>
    /// <param name="versions">Every price; a later one for the same provider and model replaces the earlier from its day on.</param>
    public PriceBook(IReadOnlyDictionary<string, string> providers, IReadOnlyList<PriceVersion> versions)
        : this(providers, versions.SelectMany(version => PriceEntry.Of(version, PriceLayer.Shipped)), new Dictionary<int, PriceBook>())
    {
    }

    /// <summary>Creates a book.</summary>
    /// <param name="providers">Other spellings of providers.</param>
    /// <param name="entries">What it says.</param>
    /// <param name="workspaces">The books of workspaces that have prices of their own.</param>
    public PriceBook(IReadOnlyDictionary<string, string> providers, IEnumerable<PriceEntry> entries, IReadOnlyDictionary<int, PriceBook> workspaces)
    {
        Providers = providers;
        _workspaces = workspaces;
        Entries = [.. entries];

        // Most books have none, and every call that comes in is looked up.
        _overrides = Entries.Any(entry => entry.Layer == PriceLayer.Override) ? Index(Entries.Where(entry => entry.Layer == PriceLayer.Override)) : null;
        _listed = Index(Entries.Where(entry => entry.Layer != PriceLayer.Override));
    }

    /// <summary>Other spellings of providers.</summary>
    public IReadOnlyDictionary<string, string> Providers { get; }

    /// <summary>What the book says, without the books of workspaces.</summary>
    public IReadOnlyList<PriceEntry> Entries { get; }

    /// <summary>Every price in the book, each once.</summary>
    public IReadOnlyList<PriceVersion> Versions => [.. Entries.Select(entry => entry.Version).Distinct(ReferenceEqualityComparer.Instance).Cast<PriceVersion>()];

    /// <summary>The book of a workspace.</summary>
    public PriceBook Of(int workspaceId) => _workspaces.GetValueOrDefault(workspaceId, this);

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

        return new PriceBook(file.Providers ?? new Dictionary<string, string>(), [.. file.Entries.SelectMany(VersionsOf)]);
    }

    /// <summary>The prices of an entry, one for each period.</summary>
    /// <exception cref="InvalidDataException">The entry breaks a rule, which the message names.</exception>
    public static IEnumerable<PriceVersion> VersionsOf(PriceBookEntry entry) => entry.Periods.Select(period =>
    {
        Validate(entry, period);
        return new PriceVersion
        {
            Provider = entry.Provider.Trim().ToLowerInvariant(),
            Models = [.. entry.Models.Select(model => model.Trim().ToLowerInvariant())],
            From = period.From,
            Source = period.Source,
            Tiers = period.Tiers,
        };
    });

    /// <summary>The price of a model on a day, or null when there is none.</summary>
    /// <param name="provider">As sent, or null.</param>
    /// <param name="model">As sent, or null.</param>
    /// <param name="day">The day (UTC) on which the call began.</param>
    public PriceVersion? Find(string? provider, string? model, DateOnly day) =>
        FindEntry(provider, model, day)?.Version;

    /// <summary>What the book says of a model on a day, or null: a workspace's own price, else the most exact name that is listed.</summary>
    public PriceEntry? FindEntry(string? provider, string? model, DateOnly day)
    {
        if (model is null)
        {
            return null;
        }

        var seller = provider?.Trim().ToLowerInvariant();
        if (_overrides is { } overrides
            && ((seller is null ? null : First(overrides, seller, model, day)) ?? First(overrides, PriceEntry.AnyProvider, model, day)) is { } own)
        {
            return own;
        }

        if (seller is null)
        {
            return null;
        }

        return First(_listed, seller, model, day) ?? (Providers.TryGetValue(seller, out var other) ? First(_listed, other, model, day) : null);
    }

    private static ModelIndex<PriceTimeline> Index(IEnumerable<PriceEntry> entries) => new(entries
        .GroupBy(entry => (entry.Provider, entry.Model))
        .Select(name => (name.Key.Provider, name.Key.Model, new PriceTimeline(name))));

    private static PriceEntry? First(ModelIndex<PriceTimeline> index, string provider, string model, DateOnly day) =>
        index.Find(provider, model).Select(timeline => timeline.On(day)).FirstOrDefault(entry => entry is not null);

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

        if (Problem(period.Tiers) is { } problem)
        {
            throw new InvalidDataException($"The price book's entry for {name} has {problem}.");
        }
    }

    /// <summary>What is wrong with prices, or null.</summary>
    public static string? Problem(IReadOnlyDictionary<string, PriceSheet> tiers)
    {
        if (tiers.Values.SelectMany(sheet => sheet.Named()).Any(price => price is < 0 or > HighestPrice))
        {
            return $"a price below zero or above {HighestPrice} nano-dollars per million tokens";
        }

        return tiers.Values.All(IsAscending) ? null : "long-context thresholds that do not ascend from above zero";

        static bool IsAscending(PriceSheet sheet)
        {
            var last = 0L;
            for (var longer = sheet.LongContext; longer is not null; longer = longer.LongContext)
            {
                if (longer.Above <= last)
                {
                    return false;
                }

                last = longer.Above;
            }

            return true;
        }
    }
}
