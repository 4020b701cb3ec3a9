using AiInstrument.Collector.Access;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Billing;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Tests.Access;

/// <summary>Each role at each page and endpoint. What is mapped and not listed here fails.</summary>
public sealed class AuthorizationMatrixTests(AuthorizationMatrix matrix) : IClassFixture<AuthorizationMatrix>
{
    private const string Trace = SampleUsage.AgentTrace;

    // Mapped on the telemetry addresses alone.
    private static readonly int[] NotHere = [404, 403, 403, 403, 302, 302, 302, 302];

    // The answers to: admin, analyst, member of org-aurora, member of an organization without calls, stranger, key that may read, key that may send, revoked key.
    private static readonly Dictionary<string, (string Address, int[] Answers)> Expected = new(StringComparer.Ordinal)
    {
        ["page /Index"] = ("/", [200, 200, 200, 200, 302, 302, 302, 302]),
        ["page /CallSites"] = ("/call-sites", [200, 200, 403, 403, 302, 302, 302, 302]),
        ["page /CallSite"] = ("/call-sites/name?without=callsite", [200, 200, 403, 403, 302, 302, 302, 302]),
        ["page /Name"] = ("/features/name?feature=ticket.summarize&period=all", [200, 200, 200, 404, 302, 302, 302, 302]),
        ["page /Explorer"] = ("/features", [200, 200, 200, 200, 302, 302, 302, 302]),
        ["page /Records"] = ("/records", [200, 200, 200, 200, 302, 302, 302, 302]),
        ["page /Views"] = ("/records/views", [200, 200, 200, 200, 302, 302, 302, 302]),
        ["page /ContentSearch"] = ("/records/content", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /Sources"] = ("/sources", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /Record"] = ("/records/{own}", [200, 200, 200, 404, 302, 302, 302, 302]),
        ["page /Traces"] = ("/traces", [200, 200, 200, 200, 302, 302, 302, 302]),
        ["page /Trace"] = ("/traces/" + Trace, [200, 200, 200, 404, 302, 302, 302, 302]),
        ["page /Session"] = ("/sessions?id=conversation%2F7%20%C3%BC", [200, 200, 200, 404, 302, 302, 302, 302]),
        ["page /Coverage"] = ("/coverage", [200, 200, 403, 403, 302, 302, 302, 302]),
        ["page /System"] = ("/system", [200, 200, 403, 403, 302, 302, 302, 302]),
        ["page /Billing"] = ("/billing?organization=org-aurora", [200, 200, 200, 404, 302, 302, 302, 302]),
        ["page /Statement"] = ("/billing/statements/1", [200, 200, 200, 404, 302, 302, 302, 302]),
        ["page /Account"] = ("/account", [200, 200, 200, 200, 302, 302, 302, 302]),
        ["page /Accounts"] = ("/accounts", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /Person"] = ("/accounts/1", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /Keys"] = ("/keys", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /Audit"] = ("/audit", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /Forecast"] = ("/forecast", [200, 200, 403, 403, 302, 302, 302, 302]),
        ["page /Budgets"] = ("/budgets", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /Budget"] = ("/budgets/1", [404, 403, 403, 403, 302, 302, 302, 302]),
        ["page /BudgetEdit"] = ("/budgets/edit", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /BudgetDelete"] = ("/budgets/1/delete", [404, 403, 403, 403, 302, 302, 302, 302]),
        ["page /BudgetDrift"] = ("/budgets/drift", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /Alerts"] = ("/alerts", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /AlertHistory"] = ("/alerts/history", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /AlertDeliveries"] = ("/alerts/deliveries", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /AlertRule"] = ("/alerts/rules/0", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /AlertChannel"] = ("/alerts/channels/0", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /Prices"] = ("/prices", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /ModelPrices"] = ("/prices/model?provider=openai&model=gpt-4o", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /OwnPrices"] = ("/prices/own", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /PriceImport"] = ("/prices/import", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /Currencies"] = ("/prices/currencies", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /Unpriced"] = ("/unpriced", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /Retention"] = ("/retention", [200, 403, 403, 403, 302, 302, 302, 302]),
        ["page /SignIn"] = ("/signin", [200, 200, 200, 200, 200, 200, 200, 200]),
        ["page /SignInLink"] = ("/signin/link", [410, 410, 410, 410, 410, 410, 410, 410]),
        ["page /Invitation"] = ("/invitation", [200, 200, 200, 200, 200, 200, 200, 200]),
        ["page /Preferences"] = ("/preferences", [302, 302, 302, 302, 302, 302, 302, 302]),
        ["page /Error"] = ("/error/404", [404, 404, 404, 404, 404, 404, 404, 404]),
        ["/api/ai-usage/stats"] = ("/api/ai-usage/stats", [200, 200, 200, 200, 401, 200, 403, 401]),
        ["/api/ai-usage/groups"] = ("/api/ai-usage/groups?by=model", [200, 200, 200, 200, 401, 200, 403, 401]),
        ["/api/ai-usage/call-sites"] = ("/api/ai-usage/call-sites", [200, 200, 403, 403, 401, 200, 403, 401]),
        ["/api/ai-usage/records"] = ("/api/ai-usage/records", [200, 200, 200, 200, 401, 200, 403, 401]),
        ["/api/ai-usage/records/export"] = ("/api/ai-usage/records/export", [200, 200, 200, 200, 401, 200, 403, 401]),
        ["/api/ai-usage/views"] = ("/api/ai-usage/views", [200, 200, 200, 200, 401, 200, 403, 401]),
        ["/api/ai-usage/views/{id:int}"] = ("/api/ai-usage/views/1", [404, 404, 404, 404, 401, 404, 403, 401]),
        ["/api/ai-usage/heatmap"] = ("/api/ai-usage/heatmap?tz=Europe/Istanbul", [200, 200, 200, 200, 401, 200, 403, 401]),
        ["/api/ai-usage/flow"] = ("/api/ai-usage/flow", [200, 200, 200, 200, 401, 200, 403, 401]),
        ["/api/ai-usage/coverage"] = ("/api/ai-usage/coverage", [200, 200, 403, 403, 401, 200, 403, 401]),
        ["/api/ai-usage/traces/{id}"] = ("/api/ai-usage/traces/" + Trace, [200, 200, 200, 404, 401, 200, 403, 401]),
        ["/api/ai-usage/sessions"] = ("/api/ai-usage/sessions?id=conversation%2F7%20%C3%BC", [200, 200, 200, 404, 401, 200, 403, 401]),
        ["/api/ai-usage/billing"] = ("/api/ai-usage/billing?organization=org-aurora", [200, 200, 200, 404, 401, 200, 403, 401]),
        ["/api/ai-usage/billing/organizations"] = ("/api/ai-usage/billing/organizations", [200, 200, 200, 200, 401, 200, 403, 401]),
        ["/api/ai-usage/billing/lines"] = ("/api/ai-usage/billing/lines?organization=org-aurora&format=csv", [200, 200, 200, 404, 401, 200, 403, 401]),
        ["/api/ai-usage/billing/statements"] = ("/api/ai-usage/billing/statements", [200, 200, 200, 200, 401, 200, 403, 401]),
        ["/api/ai-usage/billing/statements/{id:long}"] = ("/api/ai-usage/billing/statements/1", [200, 200, 200, 404, 401, 200, 403, 401]),
        ["/api/ai-usage/billing/corrections"] = ("/api/ai-usage/billing/corrections?organization=org-aurora", [200, 200, 200, 200, 401, 200, 403, 401]),
        ["/api/ai-usage/quality"] = ("/api/ai-usage/quality", [200, 200, 200, 200, 401, 200, 403, 401]),
        ["/api/ai-usage/records/{id:long}"] = ("/api/ai-usage/records/{own}", [200, 200, 200, 404, 401, 200, 403, 401]),
        ["/api/ai-usage/openapi.json"] = ("/api/ai-usage/openapi.json", [200, 200, 200, 200, 401, 200, 403, 401]),
        ["/api/ai-usage/forecast"] = ("/api/ai-usage/forecast", [200, 200, 403, 403, 401, 200, 403, 401]),
        ["/api/ai-usage/alerts"] = ("/api/ai-usage/alerts", [200, 200, 403, 403, 401, 200, 403, 401]),
        ["/api/ai-usage/alerts/history"] = ("/api/ai-usage/alerts/history", [200, 200, 403, 403, 401, 200, 403, 401]),
        ["/api/ai-usage/alerts/deliveries"] = ("/api/ai-usage/alerts/deliveries", [200, 200, 403, 403, 401, 200, 403, 401]),
        ["/api/ai-usage/budgets"] = ("/api/ai-usage/budgets", [200, 200, 403, 403, 401, 200, 403, 401]),
        ["/api/ai-usage/budgets/{id:int}"] = ("/api/ai-usage/budgets/1", [404, 404, 403, 403, 401, 404, 403, 401]),
        ["/api/ai-usage/prices"] = ("/api/ai-usage/prices", [200, 200, 403, 403, 401, 200, 403, 401]),
        ["/api/ai-usage/prices/model"] = ("/api/ai-usage/prices/model?provider=openai&model=gpt-4o", [200, 200, 403, 403, 401, 200, 403, 401]),
        ["/api/ai-usage/prices/unpriced"] = ("/api/ai-usage/prices/unpriced", [200, 200, 403, 403, 401, 200, 403, 401]),
        ["/api/ai-usage/prices/imports"] = ("/api/ai-usage/prices/imports", [200, 200, 403, 403, 401, 200, 403, 401]),
        ["/api/ai-usage/prices/overrides"] = ("/api/ai-usage/prices/overrides", [200, 200, 403, 403, 401, 200, 403, 401]),
        ["/api/ai-usage/prices/overrides/{id:int}"] = ("/api/ai-usage/prices/overrides/1", [405, 405, 403, 403, 401, 405, 403, 401]),
        ["/api/ai-usage/prices/repricings"] = ("/api/ai-usage/prices/repricings", [200, 200, 403, 403, 401, 200, 403, 401]),
        ["/api/ai-usage/prices/repricings/{id:int}"] = ("/api/ai-usage/prices/repricings/1", [404, 404, 403, 403, 401, 404, 403, 401]),
        ["/api/ai-usage/prices/currencies"] = ("/api/ai-usage/prices/currencies", [200, 200, 403, 403, 401, 200, 403, 401]),
        ["/api/ai-usage/series"] = ("/api/ai-usage/series", [200, 200, 200, 200, 401, 200, 403, 401]),
        ["/api/ai-usage/attention"] = ("/api/ai-usage/attention", [200, 200, 200, 200, 401, 200, 403, 401]),
        ["/api/ai-usage/traces"] = ("/api/ai-usage/traces", [200, 200, 200, 200, 401, 200, 403, 401]),
        ["/api/ai-usage/system"] = ("/api/ai-usage/system", [200, 200, 403, 403, 401, 200, 403, 401]),
        ["/api/ai-usage/budgets/drift"] = ("/api/ai-usage/budgets/drift", [200, 200, 403, 403, 401, 200, 403, 401]),
        ["/api/ai-usage/accounts"] = ("/api/ai-usage/accounts", [200, 403, 403, 403, 401, 403, 403, 401]),
        ["/api/ai-usage/keys"] = ("/api/ai-usage/keys", [200, 403, 403, 403, 401, 403, 403, 401]),
        ["/api/ai-usage/audit"] = ("/api/ai-usage/audit", [200, 403, 403, 403, 401, 403, 403, 401]),
        ["/api/ai-usage/retention"] = ("/api/ai-usage/retention", [200, 403, 403, 403, 401, 403, 403, 401]),
        ["/api/ai-usage/alerts/channels"] = ("/api/ai-usage/alerts/channels", [200, 403, 403, 403, 401, 403, 403, 401]),
        ["/api/ai-usage/accounts/{id:int}"] = ("/api/ai-usage/accounts/1", [200, 403, 403, 403, 401, 403, 403, 401]),
        ["/api/ai-usage/account"] = ("/api/ai-usage/account", [200, 200, 200, 200, 401, 403, 403, 401]),
        ["/api/ai-usage/live"] = ("/api/ai-usage/live", [200, 200, 200, 200, 401, 200, 403, 401]),
        ["/api/ai-usage/{**unknown}"] = ("/api/ai-usage/no-such-thing", [404, 404, 404, 404, 401, 404, 403, 401]),
        ["/healthz"] = ("/healthz", [200, 200, 200, 200, 200, 200, 200, 200]),
        ["/readyz"] = ("/readyz", [200, 200, 200, 200, 200, 200, 200, 200]),
        ["/metrics"] = ("/metrics", NotHere),
        ["/v1/traces"] = ("/v1/traces", NotHere),
        ["/v1/metrics"] = ("/v1/metrics", NotHere),
        ["/v1/logs"] = ("/v1/logs", NotHere),
        ["/opentelemetry.proto.collector.trace.v1.TraceService/Export"] = ("/opentelemetry.proto.collector.trace.v1.TraceService/Export", NotHere),
        ["/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"] = ("/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", NotHere),
        ["/opentelemetry.proto.collector.logs.v1.LogsService/Export"] = ("/opentelemetry.proto.collector.logs.v1.LogsService/Export", NotHere),
        ["/aiinstrument/v1/budgets/sync"] = ("/aiinstrument/v1/budgets/sync", NotHere),
        ["/{service}/{method}"] = ("/some.Service/Method", NotHere),
        ["/signin/with/{provider}"] = ("/signin/with/nobody", [404, 404, 404, 404, 404, 404, 404, 404]),
        ["/assets/{version}/{name}"] = ("/assets/none/none.css", [404, 404, 404, 404, 404, 404, 404, 404]),
    };

    public static TheoryData<string> Endpoints => [.. Expected.Keys];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_page_and_endpoint_is_in_the_matrix()
    {
        var mapped = matrix.Server.Server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(Name).Distinct(StringComparer.Ordinal);

        // As texts, so that a failure names them all.
        Assert.Equal(string.Join('\n', Expected.Keys.Order(StringComparer.Ordinal)), string.Join('\n', mapped.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Every_role_gets_what_it_may_have(string endpoint)
    {
        var (address, answers) = Expected[endpoint];
        address = address.Replace("{own}", matrix.OwnRecord, StringComparison.Ordinal);
        var got = new List<int>();
        foreach (var client in matrix.Clients)
        {
            // The headers alone: a stream has no end.
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            got.Add((int)response.StatusCode);
        }

        Assert.Equal(answers, got);
    }

    [Theory]
    [InlineData("/accounts", "name=x12&role=Admin")]
    [InlineData("/accounts/1", "role=Admin")]
    [InlineData("/accounts/1?handler=Active", "active=false")]
    [InlineData("/accounts/1?handler=Reset", "")]
    [InlineData("/keys", "name=x&scopes=Read")]
    [InlineData("/keys?handler=Revoke", "id=1")]
    [InlineData("/billing?organization=org-aurora&month=2026-01&handler=Close", "")]
    [InlineData("/budgets/edit", "name=x&hardLimit=1")]
    [InlineData("/alerts/rules/0", "name=x&kind=NoData")]
    [InlineData("/alerts/channels/0", "name=x&kind=Log")]
    [InlineData("/prices/own", "provider=acme&pattern=x")]
    [InlineData("/prices/currencies", "code=EUR&rate=1")]
    [InlineData("/unpriced", "repriceAll=true")]
    [InlineData("/retention", "organization=org-aurora")]
    [InlineData("/sources", "service=support&template=https://x.test/{file}")]
    [InlineData("/records/content", "words=secret")]
    public async Task Only_an_admin_changes_anything(string address, string fields)
    {
        foreach (var client in matrix.Clients.Skip(1).Take(3))
        {
            // Their own page's token: what is refused is the change, not the form.
            var form = fields.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split('=')).ToDictionary(field => field[0], field => field[1], StringComparer.Ordinal);
            using var response = await RunningServer.SubmitAsync(client, "/account", address, form);
            Assert.Contains((int)response.StatusCode, (int[])[403, 404]);
        }

        using var stranger = await matrix.Clients[4].PostAsync(address, new FormUrlEncodedContent([]), Cancellation);
        Assert.Contains((int)stranger.StatusCode, (int[])[302, 400]);
        var accounts = await matrix.Server.Server.Services.GetRequiredService<IAccounts>().ListAsync(1, Cancellation);
        Assert.Equal(4, accounts.Count);
        Assert.All(accounts, account => Assert.True(account is { Active: true, HasPassword: true }));
        Assert.Equal(3, (await matrix.Server.Server.Services.GetRequiredService<IApiKeys>().ListAsync(1, Cancellation)).Count);
    }

    [Fact]
    public async Task Prompts_and_answers_are_for_admins_who_signed_in()
    {
        var got = new List<int>();
        foreach (var client in matrix.Clients)
        {
            using var response = await client.GetAsync($"/api/ai-usage/records/{matrix.OwnRecord}?include=content", Cancellation);
            got.Add((int)response.StatusCode);
        }

        Assert.Equal([200, 403, 403, 403, 401, 403, 403, 401], got);
    }

    [Fact]
    public async Task The_navigation_shows_only_what_opens()
    {
        foreach (var client in matrix.Clients.Take(4))
        {
            var html = await client.GetStringAsync("/", Cancellation);
            var links = System.Text.RegularExpressions.Regex.Matches(html[html.IndexOf("<nav", StringComparison.Ordinal)..html.IndexOf("</nav>", StringComparison.Ordinal)], "href=\"([^\"]+)\"");
            Assert.True(links.Count > 10);
            foreach (var link in links.Select(match => match.Groups[1].Value))
            {
                using var response = await client.GetAsync(System.Net.WebUtility.HtmlDecode(link), Cancellation);
                Assert.Equal((link, 200), (link, (int)response.StatusCode));
            }
        }
    }

    [Fact]
    public async Task A_page_that_says_nothing_is_the_admins()
    {
        using var unknown = await matrix.Clients[2].GetAsync("/no-such-page", Cancellation);

        Assert.Equal(403, (int)unknown.StatusCode);
        Assert.Equal(
            ["/Account", "/Billing", "/CallSite", "/CallSites", "/Coverage", "/Error", "/Explorer", "/Forecast", "/Index", "/Invitation", "/Name", "/Preferences", "/Record", "/Records", "/Session", "/SignIn", "/SignInLink", "/Statement", "/System", "/Trace", "/Traces", "/Views"],
            from type in typeof(DashboardServiceCollectionExtensions).Assembly.GetTypes()
            where type.IsSubclassOf(typeof(PageModel)) && type.IsDefined(typeof(OpenToAttribute), inherit: false)
            let name = "/" + type.Name[..^"Model".Length]
            orderby name
            select name);
    }

    private static string Name(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page
        ? "page " + EveryPage.NameOf(page)
        : "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
}
