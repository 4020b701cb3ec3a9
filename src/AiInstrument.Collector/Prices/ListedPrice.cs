using AiInstrument.Collector.Pricing;

namespace AiInstrument.Collector.Prices;

/// <summary>What the book says of a name from a day on.</summary>
/// <param name="Provider">The provider; <c>*</c> for every one.</param>
/// <param name="Model">The model's name or pattern.</param>
/// <param name="Layer">Where the price comes from.</param>
/// <param name="From">The first day, UTC.</param>
/// <param name="Version">The price.</param>
public sealed record ListedPrice(string Provider, string Model, PriceLayer Layer, DateOnly From, PriceVersion Version)
{
    internal static ListedPrice Of(PriceEntry entry) => new(entry.Provider, entry.Model, entry.Layer, entry.From, entry.Version);
}

/// <summary>Prices of a workspace that hold on a day.</summary>
/// <param name="Items">One page of them, by provider and model.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record ListedPrices(IReadOnlyList<ListedPrice> Items, int Total);

/// <summary>Which prices to list.</summary>
public sealed record PriceQuery
{
    /// <summary>Text within the provider or the model; null for all.</summary>
    public string? Search { get; init; }

    /// <summary>Only this layer; null for all.</summary>
    public PriceLayer? Layer { get; init; }

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Prices on a page.</summary>
    public int PageSize { get; init; } = 50;
}

/// <summary>A price list that was imported.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Format">How it was written.</param>
/// <param name="File">Its name.</param>
/// <param name="From">The first day of its prices, where they named none themselves.</param>
/// <param name="Added">Names that had no price before.</param>
/// <param name="Changed">Names that got another price.</param>
/// <param name="Unchanged">Names that had the price already.</param>
/// <param name="Refused">Entries that could not be used.</param>
/// <param name="Actor">Who imported it.</param>
/// <param name="At">When, UTC.</param>
public sealed record PriceImport(int Id, string Format, string File, DateOnly From, int Added, int Changed, int Unchanged, int Refused, string Actor, DateTimeOffset At);

/// <summary>A model whose tokens have no price.</summary>
/// <param name="Provider">The provider, or null when its senders name none.</param>
/// <param name="Model">The model, or null when its senders name none.</param>
/// <param name="Calls">Calls without a price.</param>
/// <param name="Tokens">Their tokens.</param>
/// <param name="Since">The first day or hour with such a call, UTC.</param>
/// <param name="LastSeen">The newest call, UTC.</param>
/// <param name="Suggestion">The price of the model whose name is most like this one's, or null.</param>
public sealed record UnpricedModel(string? Provider, string? Model, long Calls, long Tokens, DateTimeOffset Since, DateTimeOffset LastSeen, ListedPrice? Suggestion);
