using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using AiInstrument.Dashboard.Assets;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace AiInstrument.Dashboard.Routing;

/// <summary>Every address that a page links to, under whatever path the dashboard is mounted.</summary>
internal sealed class DashboardLinks(DashboardPath path, DashboardAssets assets, IHttpContextAccessor accessor)
{
    private readonly string _root = (accessor.HttpContext?.Request.PathBase.ToUriComponent() ?? "") + path.Prefix;

    public string Home => _root.Length == 0 ? "/" : _root;

    public string SignIn => _root + "/signin";

    public string SignOut => _root + "/signin?handler=SignOut";

    public string Theme => _root + "/preferences?handler=Theme";

    public string Language => _root + "/preferences?handler=Language";

    public string Asset(string name) => $"{_root}/assets/{assets.Version}/{name}";

    public string Overview(UsageScope scope) => Home + Query(scope.ToQuery());

    public string Overview(UsageScope scope, string by, string measure) =>
        Home + Query([.. scope.ToQuery(), new("by", by), new("measure", measure)]);

    public string Explore(Dimension dimension, UsageScope scope) => $"{_root}/{dimension.Slug}" + Query(scope.ToQuery());

    public string Explore(Dimension dimension, ExplorerRequest request) => $"{_root}/{dimension.Slug}" + Query(request.ToQuery());

    public string Records(UsageScope scope, string? status = null) => Records(new RecordsRequest(scope) { Status = status });

    /// <summary>Null, which makes a link plain text, where there are no records to show.</summary>
    [return: NotNullIfNotNull(nameof(request))]
    public string? Records(RecordsRequest? request) => request is null ? null : _root + "/records" + Query(request.ToQuery());

    public string Traces => _root + "/traces";

    public string Trace(string id, int page = 1) => $"{Traces}/{Uri.EscapeDataString(id)}" + Query(Page(page));

    public string Session(string id, int page = 1) => _root + "/sessions" + Query([new("id", id), .. Page(page)]);

    public string Retention => _root + "/retention";

    public string System(string? refresh = null) => _root + "/system" + Query(refresh is null ? [] : [new("refresh", refresh)]);

    public string Record(long id) => _root + "/records/" + id.ToString(CultureInfo.InvariantCulture);

    public string Coverage(UsageScope scope, string? state = null) =>
        _root + "/coverage" + Query(state is null ? scope.ToQuery() : [.. scope.ToQuery(), new("state", state)]);

    /// <summary>The same page with the same query, but for another period.</summary>
    public string Period(string period) => Changed(pair => pair.Key == "period" ? null : pair.Value, KeyValuePair.Create("period", period));

    /// <summary>The same page with the same query, but no longer narrowed by a dimension.</summary>
    public string Widened(Dimension dimension) => Changed(pair =>
        pair.Key == dimension.Parameter ? null
        : pair.Key == UsageScope.Without ? string.Join(',', pair.Value.Split(',').Where(name => name != dimension.Parameter))
        : pair.Value);

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
                   where pair.Key != "page"
                   from value in pair.Value
                   let changed = change(new(pair.Key, value ?? ""))
                   where !string.IsNullOrEmpty(changed)
                   select KeyValuePair.Create(pair.Key, changed);
        return request.PathBase.ToUriComponent() + request.Path.ToUriComponent() + Query([.. kept, .. more]);
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Page(int page) => page == 1 ? [] : [new("page", page.ToString(CultureInfo.InvariantCulture))];

    private static string Query(IReadOnlyList<KeyValuePair<string, string>> pairs) => new QueryBuilder(pairs).ToString();
}
