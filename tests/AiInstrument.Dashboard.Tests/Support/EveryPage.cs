using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>
/// The pages that a server has mapped, each with addresses that exist there: a page without a parameter is its own address, one with parameters is found by the links of
/// the others. A page that is mapped and found nowhere is named, so that none can be forgotten.
/// </summary>
internal sealed partial class EveryPage
{
    // Every explorer is a page of its own.
    private const int MostOfOnePattern = 12;

    // More than one look of a page: what its forms and switches lead to.
    private static readonly string[] s_variants =
    [
        "/?period=7d&by=feature&measure=tokens", "/?period=1d", "/?period=all", "/features?period=90d&sort=-calls", "/records?period=all&sort=-cost", "/records?status=error&period=30d",
        "/records?status=unpriced&period=all", "/alerts/rules/0?kind=SpendRate", "/alerts/channels/0?kind=Email", "/forecast?by=organization", "/prices?search=gpt&layer=shipped",
    ];

    // A list may link to thousands of records or names, of which one shows the page.
    private const int MostTries = 3;

    // Endpoints that must be asked about something, and the page whose address says what there is.
    private static readonly (string Page, string[] Endpoints)[] s_asking =
    [
        ("/Session", ["/api/ai-usage/sessions"]),
        ("/Billing", ["/api/ai-usage/billing", "/api/ai-usage/billing/lines", "/api/ai-usage/billing/corrections"]),
        ("/ModelPrices", ["/api/ai-usage/prices/model"]),
    ];

    // What is only posted to, and what only the tool's own link opens.
    private static readonly HashSet<string> s_notLinked = new(StringComparer.Ordinal) { "/Preferences", "/SignInLink" };

    private readonly List<(string Page, TemplateMatcher Matcher, string Pattern)> _pages;
    private readonly Dictionary<string, List<string>> _found = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Page, bool HasQuery), int> _tried = [];

    private EveryPage(IServiceProvider services)
    {
        var mapped = services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().ToList();
        _pages =
        [
            .. from endpoint in mapped
               let page = endpoint.Metadata.GetMetadata<PageActionDescriptor>()
               where page is not null
               let name = NameOf(page)
               where !s_notLinked.Contains(name)
               let pattern = endpoint.RoutePattern.RawText!
               orderby pattern.Count(character => character == '{'), pattern.Length descending
               select (name, new TemplateMatcher(TemplateParser.Parse(pattern), []), pattern),
        ];
        Apis =
        [
            .. from endpoint in mapped
               let pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/')
               where pattern.StartsWith("/api/ai-usage/", StringComparison.Ordinal) && !pattern.Contains("**", StringComparison.Ordinal)
               where endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
               select pattern,
        ];
    }

    /// <summary>Addresses of every page, in order.</summary>
    public IReadOnlyList<string> Addresses { get; private set; } = [];

    /// <summary>The addresses of each page, by the page's name.</summary>
    public IReadOnlyDictionary<string, List<string>> ByPage => _found;

    /// <summary>The patterns of every endpoint of the JSON API that can be read.</summary>
    public IReadOnlyList<string> Apis { get; }

    /// <summary>Pages that no page links to: none, or one is out of reach for everybody.</summary>
    public IEnumerable<string> Unreachable => _pages.Select(page => page.Page).Distinct(StringComparer.Ordinal).Where(page => !_found.ContainsKey(page));

    /// <summary>What tests call a page: its file's name, with a slash before it.</summary>
    public static string NameOf(PageActionDescriptor page) => page.ViewEnginePath[page.ViewEnginePath.LastIndexOf('/')..];

    /// <summary>Finds the pages of a server.</summary>
    /// <param name="services">The server's services.</param>
    /// <param name="reader">The session of an admin.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<EveryPage> FindAsync(IServiceProvider services, HttpClient reader, CancellationToken cancellationToken)
    {
        var pages = new EveryPage(services);
        var waiting = new Queue<string>(pages._pages.Where(page => !page.Pattern.Contains('{', StringComparison.Ordinal)).Select(page => "/" + page.Pattern.ToLowerInvariant()));
        var asked = new HashSet<string>(waiting, StringComparer.Ordinal);
        while (waiting.TryDequeue(out var address))
        {
            using var response = await reader.GetAsync(address, cancellationToken);
            if (response.StatusCode != HttpStatusCode.OK || pages.PageOf(address) is not { } page)
            {
                continue;
            }

            pages.Note(page, address);
            foreach (var link in Link().Matches(await response.Content.ReadAsStringAsync(cancellationToken)).Select(match => WebUtility.HtmlDecode(match.Groups["address"].Value)))
            {
                if (pages.PageOf(link) is { } other && pages.IsWanted(other, link) && !asked.Contains(link) && pages.MayTry(other, link))
                {
                    asked.Add(link);
                    waiting.Enqueue(link);
                }
            }
        }

        pages.Note("/Error", "/error/404");
        pages.Addresses = [.. pages._found.Values.SelectMany(addresses => addresses).Concat(s_variants).Distinct(StringComparer.Ordinal)];
        return pages;
    }

    /// <summary>An address of each readable endpoint of the JSON API; ids are those that pages link to. Endpoints for whose id there is no page are left out.</summary>
    public IReadOnlyList<string> ApiAddresses()
    {
        var found = new List<string>();
        foreach (var pattern in Apis.Distinct(StringComparer.Ordinal))
        {
            if (!pattern.Contains('{', StringComparison.Ordinal))
            {
                found.Add(pattern);
                continue;
            }

            var page = TemplateParser.Parse(pattern["/api/ai-usage/".Length..]);
            if (Addresses.FirstOrDefault(address => Fits(page, PathOf(address))) is { } same)
            {
                found.Add("/api/ai-usage" + same);
            }
        }

        foreach (var (page, endpoints) in s_asking)
        {
            if (_found.GetValueOrDefault(page)?.Find(address => address.Contains('?', StringComparison.Ordinal)) is { } asking)
            {
                found.RemoveAll(address => endpoints.Contains(address));
                found.AddRange(endpoints.Select(endpoint => endpoint + asking[asking.IndexOf('?', StringComparison.Ordinal)..]));
            }
        }

        return found;
    }

    // An id that must be a number is one: a page beside it, /records/content, is no record.
    private static bool Fits(RouteTemplate template, string path)
    {
        var values = new RouteValueDictionary();
        return new TemplateMatcher(template, []).TryMatch(path, values)
            && template.Parameters.All(parameter => !parameter.InlineConstraints.Any(constraint => constraint.Constraint is "int" or "long") || ((string)values[parameter.Name!]!).All(char.IsAsciiDigit));
    }

    private static string PathOf(string address) => address.Split('?', '#')[0];

    private string? PageOf(string address) => address.StartsWith('/') ? _pages.FirstOrDefault(page => page.Matcher.TryMatch(PathOf(address), [])).Page : null;

    // What a reader switches on to have a page come again and again would come again under a test too.
    private static bool Repeats(string address) => address.Contains("refresh=", StringComparison.Ordinal);

    // A page once, once more with a query, which may show something else, and every explorer.
    private bool IsWanted(string page, string address)
    {
        var addresses = _found.GetValueOrDefault(page) ?? [];
        return !Repeats(address) && (page == "/Explorer" ? !addresses.Exists(other => PathOf(other) == PathOf(address))
            : addresses.Count == 0 || (address.Contains('?', StringComparison.Ordinal) && !addresses.Exists(other => other.Contains('?', StringComparison.Ordinal))));
    }

    private bool MayTry(string page, string address)
    {
        var key = (page, address.Contains('?', StringComparison.Ordinal));
        var tried = _tried.GetValueOrDefault(key);
        _tried[key] = tried + 1;
        return page == "/Explorer" || tried < MostTries;
    }

    private void Note(string page, string address)
    {
        if (!_found.TryGetValue(page, out var addresses))
        {
            _found[page] = addresses = [];
        }

        if (addresses.Count < MostOfOnePattern && IsWanted(page, address))
        {
            addresses.Add(address);
        }
    }

    [GeneratedRegex("href=\"(?<address>/[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Link();
}
