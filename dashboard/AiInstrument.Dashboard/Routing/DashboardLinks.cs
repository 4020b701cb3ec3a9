using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Api.Endpoints;
using AiInstrument.Dashboard.Assets;
using AiInstrument.Dashboard.Preferences;
using AiInstrument.Dashboard.Prices;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiInstrument.Dashboard.Routing;

/// <summary>Every address that a page links to, under whatever path the dashboard is mounted.</summary>
internal sealed class DashboardLinks(DashboardPath path, DashboardAssets assets, IHttpContextAccessor accessor)
{
    private readonly string _root = (accessor.HttpContext?.Request.PathBase.ToUriComponent() ?? "") + path.Prefix;

    // How the page is shown, as far as its address says so: links to other pages keep it.
    private readonly IReadOnlyList<KeyValuePair<string, string>> _kept = AddressChoices.Of(accessor.HttpContext?.Request);

    /// <summary>Whether the reader may open the pages that manage the workspace.</summary>
    public bool MayManage => accessor.HttpContext?.User.May(PageAudience.Admins) == true;

    public string Home => _root.Length == 0 ? "/" : _root;

    public string SignIn => _root + "/signin";

    public string SignInWith(string provider, string returnUrl) => _root + "/signin/with/" + provider + Query([new("returnUrl", returnUrl)]);

    /// <summary>An address to go to after signing in: what was asked for when it is on this server, else the start page.</summary>
    public string Local(string? returnUrl) => RedirectHttpResult.IsLocalUrl(returnUrl) ? returnUrl! : Home;

    public string SignOut => _root + "/signin?handler=SignOut";

    public string Invitation => _root + "/invitation";

    public string Account => _root + "/account";

    public string Accounts => _root + "/accounts";

    public string Person(int id) => string.Create(CultureInfo.InvariantCulture, $"{Accounts}/{id}");

    public string Keys => _root + "/keys";

    public string Audit(string? actor = null, string? action = null, long? before = null) => _root + "/audit" + Query(
    [
        .. Named("actor", actor), .. Named("action", action), .. Named("before", before?.ToString(CultureInfo.InvariantCulture)),
    ]);

    /// <param name="organization">The organization; empty for calls of none, null for the list of all.</param>
    /// <param name="month">The month, or null for the running one.</param>
    public string Billing(string? organization = null, CalendarMonth? month = null) => _root + "/billing" + Query(BillingQuery(organization, month));

    public string Statement(long id) => string.Create(CultureInfo.InvariantCulture, $"{_root}/billing/statements/{id}");

    public string LinesCsv(string organization, CalendarMonth month) =>
        PathBase + UsageApi.Root + "/billing/lines" + Query([.. BillingQuery(organization, month), new("format", "csv")]);

    public string StatementCsv(long id) => string.Create(CultureInfo.InvariantCulture, $"{PathBase}{UsageApi.Root}/billing/statements/{id}?format=csv");

    public string Theme => _root + "/preferences?handler=Theme";

    public string Language => _root + "/preferences?handler=Language";

    public string Zone => _root + "/preferences?handler=Zone";

    public string Currency => _root + "/preferences?handler=Currency";

    /// <summary>The price list.</summary>
    public string Prices(PricesRequest? request = null) => _root + "/prices" + Query(request?.ToQuery() ?? []);

    /// <summary>A model's prices over time.</summary>
    public string PriceOf(string provider, string model) => _root + "/prices/model" + Query([new("provider", provider), new("model", model)]);

    /// <summary>A workspace's own prices; with an id the form to change that one.</summary>
    public string OwnPrices(int? id = null) => _root + "/prices/own" + Query(Id(id));

    /// <summary>The page that asks before an own price is taken away.</summary>
    public string RemoveOwnPrice(int id) => _root + "/prices/own" + Query([.. Id(id), new("remove", "true")]);

    public string ImportPrices => _root + "/prices/import";

    /// <summary>The page that asks before an import is taken away.</summary>
    public string RemoveImport(int id) => ImportPrices + Query([new("remove", id.ToString(CultureInfo.InvariantCulture))]);

    public string Currencies(string? code = null) => _root + "/prices/currencies" + Query(code is null ? [] : [new("code", code)]);

    /// <summary>The models without a price; with a model the form to price it.</summary>
    public string Unpriced(string? model = null, string? provider = null) =>
        _root + "/unpriced" + Query([.. model is null ? [] : (KeyValuePair<string, string>[])[new("model", model)], .. provider is null ? [] : (KeyValuePair<string, string>[])[new("provider", provider)]]);

    public string Asset(string name) => $"{_root}/assets/{assets.Version}/{name}";

    public string Overview(UsageScope scope) => Home + Query(scope.ToQuery());

    public string Overview(UsageScope scope, string by, string measure) =>
        Home + Query([.. scope.ToQuery(), new("by", by), new("measure", measure)]);

    public string Explore(Dimension dimension, UsageScope scope) => $"{_root}/{dimension.Slug}" + Query(scope.ToQuery());

    public string Explore(Dimension dimension, ExplorerRequest request) => $"{_root}/{dimension.Slug}" + Query(request.ToQuery());

    /// <summary>The rows of all pages of an explorer as CSV.</summary>
    public string ExploreCsv(Dimension dimension, ExplorerRequest request) => PathBase + UsageApi.Root + (dimension == Dimension.CallSite
        ? "/call-sites" + Query([.. (request with { Page = 1 }).ToQuery(), new("format", "csv")])
        : "/groups" + Query([.. (request with { Page = 1 }).ToQuery(), new("by", dimension.Parameter), new("format", "csv")]));

    /// <summary>The page of a name.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="scope">Days and filter, the name among it.</param>
    /// <param name="compare">The period to compare with, or null for the one before.</param>
    /// <param name="by">What its chart is stacked by, or null.</param>
    /// <param name="measure">What its chart draws, or null.</param>
    public string Name(Dimension dimension, UsageScope scope, string? compare = null, string? by = null, string? measure = null) =>
        $"{_root}/{dimension.Slug}/name" + Query([.. scope.ToQuery(), .. Named("compare", compare), .. Named("by", by), .. Named("measure", measure)]);

    public string Records(UsageScope scope, string? status = null) => Records(new RecordsRequest(scope) { Status = status });

    /// <summary>Null, which makes a link plain text, where there are no records to show.</summary>
    [return: NotNullIfNotNull(nameof(request))]
    public string? Records(RecordsRequest? request) => request is null ? null : _root + "/records" + Query(request.ToQuery());

    /// <summary>The stream of what is new in a scope.</summary>
    /// <param name="scope">The scope.</param>
    /// <param name="after">The newest record that is known.</param>
    public string Live(UsageScope scope, long after) =>
        PathBase + UsageApi.Root + "/live" + Query([.. scope.ToQuery(), new("after", after.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>The search in prompts and answers, of the records of a list.</summary>
    public string ContentSearch(RecordsRequest? request = null) => _root + "/records/content" + Query(request?.ToQuery() ?? []);

    /// <summary>The saved views.</summary>
    public string Views => _root + "/records/views" + Query([]);

    /// <summary>One of the forms of the saved views.</summary>
    public string ViewForm(string handler) => _root + "/records/views" + Query([new("handler", handler)]);

    /// <summary>A saved view.</summary>
    public string View(int id) => _root + "/records" + Query([new("view", id.ToString(CultureInfo.InvariantCulture))]);

    /// <summary>The list that a saved view stands for.</summary>
    public string ViewedRecords(string query) => _root + "/records?" + query;

    /// <summary>Where each service's source is read.</summary>
    public string Sources => _root + "/sources";

    /// <summary>A record as JSON.</summary>
    public string RecordJson(long id) => string.Create(CultureInfo.InvariantCulture, $"{PathBase}{UsageApi.Root}/records/{id}?download=true");

    public string RecordsExport => PathBase + UsageApi.Root + "/records/export";

    public string Traces => _root + "/traces";

    public string Trace(string id, int page = 1) => $"{Traces}/{Uri.EscapeDataString(id)}" + Query(Page(page));

    public string Session(string id, int page = 1) => _root + "/sessions" + Query([new("id", id), .. Page(page)]);

    public string Retention => _root + "/retention";

    public string System(string? refresh = null) => _root + "/system" + Query(refresh is null ? [] : [new("refresh", refresh)]);

    public string Budgets => _root + "/budgets";

    public string BudgetDrift => Budgets + "/drift";

    public string Budget(int id) => Budgets + "/" + id.ToString(CultureInfo.InvariantCulture);

    /// <summary>A page of what a budget's states are.</summary>
    public string BudgetPage(int id, int page) => Budget(id) + Query(Page(page));

    public string BudgetSwitch(int id) => Budget(id) + "?handler=Switch";

    public string BudgetDelete(int id) => Budget(id) + "/delete";

    /// <summary>The form of a budget; of a new one without an id.</summary>
    public string BudgetEdit(int? id = null) => Budgets + "/edit" + (id is { } known ? "/" + known.ToString(CultureInfo.InvariantCulture) : "");

    public string Alerts => _root + "/alerts";

    public string AlertHistory(long? before = null) => Alerts + "/history" + Query(Before(before));

    public string AlertDeliveries(long? before = null) => Alerts + "/deliveries" + Query(Before(before));

    public string AlertRule(int id) => string.Create(CultureInfo.InvariantCulture, $"{Alerts}/rules/{id}");

    public string NewAlertRule => Alerts + "/rules/0";

    public string AlertChannel(int id) => string.Create(CultureInfo.InvariantCulture, $"{Alerts}/channels/{id}");

    public string NewAlertChannel => Alerts + "/channels/0";

    public string Forecast(string? by = null) => _root + "/forecast" + Query(by is null ? [] : [new("by", by)]);

    /// <param name="id">The record.</param>
    /// <param name="from">The list that it is seen in, or null.</param>
    public string Record(long id, RecordsRequest? from = null) => _root + "/records/" + id.ToString(CultureInfo.InvariantCulture) + Query(from?.AtStart.ToQuery() ?? []);

    public string Coverage(UsageScope scope, string? state = null) =>
        _root + "/coverage" + Query(state is null ? scope.ToQuery() : [.. scope.ToQuery(), new("state", state)]);

    /// <summary>An address that has no query, with how the page is shown: of links that have none, like those of the navigation.</summary>
    public string Kept(string address) => address + Query([]);

    /// <summary>The same page with the same query, but for another period.</summary>
    public string Period(string period) => Changed(pair => pair.Key is UsageScope.Period or UsageScope.From or UsageScope.To ? null : pair.Value, KeyValuePair.Create(UsageScope.Period, period));

    /// <summary>The fields of a form that leads back to the same page and sets some parameters itself: the others of the address, from the first row on.</summary>
    public IEnumerable<KeyValuePair<string, string>> Others(params IReadOnlyCollection<string> set) =>
        from pair in accessor.HttpContext!.Request.Query
        where pair.Key != "page" && !set.Contains(pair.Key) && !AddressChoices.Names.Contains(pair.Key)
        from value in pair.Value
        where !string.IsNullOrEmpty(value)
        select KeyValuePair.Create(pair.Key, value);

    /// <summary>The same page with the same query, but no longer narrowed by a dimension.</summary>
    public string Widened(Dimension dimension) => Changed(pair =>
        pair.Key == dimension.Parameter ? null
        : pair.Key == UsageScope.Without ? string.Join(',', pair.Value.Split(',').Where(name => name != dimension.Parameter))
        : pair.Value);

    /// <summary>The same page with the same query, but for a parameter.</summary>
    public string WithoutParameter(string parameter) => Changed(pair => pair.Key == parameter ? null : pair.Value);

    /// <summary>The current page, for forms that come back to it.</summary>
    public string Current
    {
        get
        {
            var request = accessor.HttpContext!.Request;
            return HttpMethods.IsGet(request.Method) ? UriHelper.BuildRelative(request.PathBase, request.Path, request.QueryString) : Home;
        }
    }

    /// <summary>The current page from its first row, each parameter changed or, where null or empty, left out.</summary>
    private string Changed(Func<KeyValuePair<string, string>, string?> change, params KeyValuePair<string, string>[] more)
    {
        var request = accessor.HttpContext!.Request;
        var kept = from pair in request.Query
                   where pair.Key is not ("page" or "before" or "after" or "back")
                   from value in pair.Value
                   let changed = change(new(pair.Key, value ?? ""))
                   where !string.IsNullOrEmpty(changed)
                   select KeyValuePair.Create(pair.Key, changed);
        return request.PathBase.ToUriComponent() + request.Path.ToUriComponent() + Query([.. kept, .. more]);
    }

    private string PathBase => accessor.HttpContext?.Request.PathBase.ToUriComponent() ?? "";

    private static IReadOnlyList<KeyValuePair<string, string>> BillingQuery(string? organization, CalendarMonth? month) =>
        [.. organization is "" ? Named("none", "true") : Named("organization", organization), .. Named("month", month?.ToString())];

    private static IEnumerable<KeyValuePair<string, string>> Named(string name, string? value) => string.IsNullOrEmpty(value) ? [] : [new(name, value)];

    private static IReadOnlyList<KeyValuePair<string, string>> Id(int? id) => id is { } known ? [new("id", known.ToString(CultureInfo.InvariantCulture))] : [];

    private static IReadOnlyList<KeyValuePair<string, string>> Page(int page) => page == 1 ? [] : [new("page", page.ToString(CultureInfo.InvariantCulture))];

    private static IReadOnlyList<KeyValuePair<string, string>> Before(long? before) => before is { } id ? [new("before", id.ToString(CultureInfo.InvariantCulture))] : [];

    private string Query(IReadOnlyList<KeyValuePair<string, string>> pairs) =>
        new QueryBuilder([.. pairs, .. _kept.Where(kept => !pairs.Any(pair => pair.Key == kept.Key))]).ToString();
}
