using System.Globalization;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Pricing;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Prices;

/// <summary>A list of prices as its address describes it; the page and the API read the same parameters.</summary>
internal sealed record PricesRequest : IQueryRequest<PricesRequest>
{
    private const int DefaultPageSize = 50;
    private const int MostPageSize = 500;

    /// <summary>The layers as addresses spell them.</summary>
    public static IReadOnlyList<string> Layers { get; } = [.. Enum.GetNames<PriceLayer>().Select(name => name.ToLowerInvariant())];

    public string? Search { get; init; }

    public string? Layer { get; init; }

    public int Page { get; init; } = 1;

    public int PageSize { get; init; } = DefaultPageSize;

    public static PricesRequest Read(QueryReader query, TimeProvider time) => new()
    {
        Search = query.Text("search", "Text within the provider or the model."),
        Layer = query.Choice("layer", Layers, "Only prices of this layer."),
        Page = query.Number("page", 1, 1, 1_000_000, "The page."),
        PageSize = query.Number("pageSize", DefaultPageSize, 1, MostPageSize, "Prices on a page."),
    };

    public PriceQuery ToPriceQuery() => new()
    {
        Search = Search,
        Layer = Layer is { } layer ? Enum.Parse<PriceLayer>(layer, ignoreCase: true) : null,
        Page = Page,
        PageSize = PageSize,
    };

    public IReadOnlyList<KeyValuePair<string, string>> ToQuery()
    {
        var pairs = new List<KeyValuePair<string, string>>();
        Add("search", Search);
        Add("layer", Layer);
        Add("pageSize", PageSize == DefaultPageSize ? null : PageSize.ToString(CultureInfo.InvariantCulture));
        Add("page", Page == 1 ? null : Page.ToString(CultureInfo.InvariantCulture));
        return pairs;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                pairs.Add(new(name, value));
            }
        }
    }
}
