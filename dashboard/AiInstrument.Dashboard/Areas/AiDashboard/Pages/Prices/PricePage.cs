using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Prices;

/// <summary>What the pages of prices share.</summary>
internal abstract class PricePage(DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    /// <summary>The pages of prices.</summary>
    public Segments Tabs { get; private set; } = null!;

    protected DashboardLinks Links => links;

    protected IStringLocalizer<Text> Texts => text;

    protected TimeProvider Time => time;

    /// <summary>Today, UTC.</summary>
    protected DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    /// <summary>Names the page.</summary>
    /// <param name="tab"><c>list</c>, <c>own</c>, <c>import</c>, <c>currencies</c> or <c>unpriced</c>.</param>
    protected void Show(string tab)
    {
        Section = tab == "unpriced" ? "unpriced" : "prices";
        Windowed = false;
        Title = text["Prices.Tab." + tab];
        About = text["Prices.About." + tab];
        Parent = tab == "list" ? null : new(text["Nav.Prices"], links.Prices());
        Scope = UsageScope.Read(new QueryReader(Request.Query), time);
        Tabs = new Segments(text["Nav.Prices"],
        [
            new Segment(text["Prices.Tab.list"], links.Prices(), tab == "list"),
            new Segment(text["Prices.Tab.own"], links.OwnPrices(), tab == "own"),
            new Segment(text["Prices.Tab.unpriced"], links.Unpriced(), tab == "unpriced"),
            new Segment(text["Prices.Tab.import"], links.ImportPrices, tab == "import"),
            new Segment(text["Prices.Tab.currencies"], links.Currencies(), tab == "currencies"),
        ]);
    }
}
