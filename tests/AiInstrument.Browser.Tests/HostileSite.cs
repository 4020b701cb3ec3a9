using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AiInstrument.Browser.Tests;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Billing;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Views;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Browser.Tests;

/// <summary>A dashboard to which every attribute came with every hostile value, and whose admins type the like into every form.</summary>
public sealed class HostileSite : IAsyncLifetime
{
    internal static readonly string[] Values =
    [
        "<script>alert(1)</script>",
        "\"'><img src=x onerror=alert(2)></title></script><svg onload=alert(3)>{{7*7}}${7*7}@(7*7)",
        "</script><script>alert(4)</script>",
        "javascript:alert(5)",
        "=cmd|' /C calc'!A0",
        "+SUM(1;2)", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1",
        "a\u202Etxt.exe\u202C b", "\u2066\u2067mixed\u2069", "\u200Fשלום مرحبا",
        "null\0inside", "c0 \u0001\u0008\u000B\u001B[31m\u007F\u0085\u009F", "line\nbreak\r\nbreak\u2028\u2029",
        "lone \uD800 high", "lone \uDC00 low", "👩‍👩‍👧‍👦🇹🇷 e\u0301\u0301\u0301", "\uFEFF\uFFFE\uFFFF",
        "../../etc/passwd", "%00%2e%2e%2f?a=b&c=d#e", "C:\\x\\..\\y", "a/b?c#d&e=f g", ".", "..",
        new string('W', 100_000), string.Concat(Enumerable.Repeat("long words without an end ", 4_000)), string.Concat(Enumerable.Repeat("👍", 300)),
        " ", "' OR 1=1; DROP TABLE interactions; --", "İıŞşĞğ",
    ];

    // Everything that a page or an answer shows of a span.
    private static readonly string[] s_keys =
    [
        "aiinstrument.feature.id", "aiinstrument.feature.category", "aiinstrument.purpose", "aiinstrument.entry_point", "aiinstrument.entry_point.kind", "gen_ai.request.model", "gen_ai.response.model",
        "gen_ai.response.id", "gen_ai.provider.name", "gen_ai.operation.name", "aiinstrument.organization.id", "user.id", "aiinstrument.project.id", "aiinstrument.document.id", "session.id",
        "code.function.name", "code.file.path", "aiinstrument.call_site.id", "aiinstrument.build.id", "error.type", "openai.response.service_tier", "aiinstrument.budget.lease",
        "aiinstrument.budget.override_by", "gen_ai.conversation.id", "gen_ai.response.finish_reasons", "server.address", "service.name", "vcs.ref.head.revision", "exception.message", "gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.system_instructions", "aiinstrument.content.redactions",
    ];

    // What people may type as a name: short enough for every form.
    private static readonly string[] s_names = [.. Values.Where(value => value.Length is > 1 and < 100)];

    private RunningServer? _server;

    internal RunningServer Server => _server!;

    /// <summary>Sends the admin's session.</summary>
    internal HttpClient Admin { get; private set; } = null!;

    /// <summary>The admin's session.</summary>
    internal CookieContainer Cookies { get; } = new();

    /// <summary>Every page with its addresses.</summary>
    internal EveryPage Pages { get; private set; } = null!;

    /// <summary>The ids of the records of today.</summary>
    internal IReadOnlyList<string> Records { get; private set; } = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.StartAsync();
        Admin = await _server.SignInAsync(Cookies);
        await SendAsync(_server);
        Records = [.. (await _server.GetJsonAsync("/api/ai-usage/records?pageSize=200&period=7d&uncounted=true"))["items"]!.AsArray().Select(item => item!["id"]!.ToString())];
        await TypeAsync(_server.Server.Services);
        Pages = await EveryPage.FindAsync(_server.Server.Services, Admin, Cancellation);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Admin?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    // What a form refuses is refused: what it takes must be shown safely.
    private static async Task TypeAsync(IServiceProvider services)
    {
        var admin = new Actor(1, "admin");
        var (budgets, alerts, keys, books) = (services.GetRequiredService<IBudgets>(), services.GetRequiredService<IAlerts>(), services.GetRequiredService<IApiKeys>(), services.GetRequiredService<IPriceBooks>());
        var (views, sources) = (services.GetRequiredService<ISavedViews>(), services.GetRequiredService<ISourceLinks>());
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in s_names)
        {
            await TryAsync("budget", async () => (await budgets.CreateAsync(admin, new BudgetDraft { Name = name, Scope = new BudgetScope { Feature = name }, SoftLimit = 1, HardLimit = 2 }, Cancellation)).Budget is not null);
            await TryAsync("channel", async () => await alerts.SaveChannelAsync(admin, new ChannelDraft(0, name, ChannelKind.Log), Cancellation) is not null);
            await TryAsync("rule", async () => await alerts.SaveRuleAsync(admin, AlertTraits.Of(AlertKind.ErrorRate).Start with { Name = name, Filter = UsageFilter.None with { Feature = name }, Channels = [1] }, Cancellation) is not null);
            await TryAsync("key", async () => await keys.CreateAsync(admin, name, ApiKeyScopes.Read, Cancellation) is not null);
            await TryAsync("view", async () => await views.SaveAsync(new ViewReader(admin, "token:admin", SeesShared: true), name, "period=all&feature=" + Uri.EscapeDataString(name), share: true, Cancellation) is not null);
            await TryAsync("price", async () => await books.SaveOverrideAsync(
                admin,
                new PriceOverride { Provider = name, Pattern = name, From = new DateOnly(2026, 1, 1), Reason = name, Tiers = new Dictionary<string, PriceSheet>(StringComparer.Ordinal) { [PriceVersion.DefaultTier] = new() { Input = 1 } } },
                Cancellation) is not null);
            await TryAsync("source", async () =>
            {
                await sources.SetAsync(admin, name, SourceTemplate.Parse("https://git.example.com/\"><script>alert(6)</script>/{file}"), Cancellation);
                return true;
            });
        }

        await services.GetRequiredService<ICurrencies>().SaveAsync(admin, "EUR", 0.92m, Cancellation);
        await services.GetRequiredService<IAccounts>().InviteAsync(admin, "deniz", UserRole.Member, s_names, Cancellation);
        await using var scope = services.CreateAsyncScope();
        foreach (var organization in await scope.ServiceProvider.GetRequiredService<IBilling>().GetOrganizationsAsync(1, Cancellation))
        {
            await TryAsync("statement", async () => (await scope.ServiceProvider.GetRequiredService<IBilling>().CloseAsync(admin, organization, new CalendarMonth(2026, 2), carryCorrections: true, Cancellation)).Outcome == CloseOutcome.Closed);
        }

        Assert.Equal(8, taken.Count);
        Assert.All(taken, kind => Assert.True(kind.Value > 5, $"Only {kind.Value} names of a {kind.Key} are taken."));

        async Task TryAsync(string kind, Func<Task<bool>> type)
        {
            try
            {
                taken[kind] = taken.GetValueOrDefault(kind) + (await type() ? 1 : 0);
            }
            catch (Exception refused) when (refused is AlertInvalidException or ArgumentException or PriceOverrideException)
            {
                taken.TryAdd(kind, 0);
            }
        }
    }

    private static async Task SendAsync(RunningServer server)
    {
        // Once today, and the short ones in the month before, which is then closed.
        await SendAsync(server, Values, 0, FixedTime.Now);
        await SendAsync(server, s_names, 1000, FixedTime.Now.AddDays(-19));
        var registry = string.Join(',', Values.Select((value, i) => $$"""{"id":{{Json(i + value)}},"member":{{Json(value)}},"file":{{Json(value)}},"line":{{i + 1}},"sdk":{{Json(value)}},"method":{{Json(value)}},"feature":{{Json(value)}},"escape":{{(i % 2 == 0 ? "null" : Json(value))}}}"""));
        await server.SendAsync(new TestRegistry($$"""{"features":[{{string.Join(',', Values.Select(value => $$"""{"id":{{Json(value)}},"category":{{Json(value)}},"owner":{{Json(value)}},"purpose":{{Json(value)}},"budgets":[{"unit":"usd","period":"month","limit":5,"soft":true}]}"""))}}],"routes":[{{string.Join(',', Values.Select(value => $$"""{"method":{{Json(value)}},"pattern":{{Json(value)}}}"""))}}],"jobs":[{{string.Join(',', Values.Select(value => $$"""{"name":{{Json(value)}},"kind":{{Json(value)}}}"""))}}],"callSites":[{{registry}}],"reaches":[{{string.Join(',', Values.Select((value, i) => $$"""{"entryPoint":{{Json(value)}},"kind":{{Json(value)}},"callSites":[{{Json(i + value)}}],"ambiguous":[]}"""))}}]}"""));
        await server.SendAsync(new TestLoss(Values[1], 3, 2));
    }

    private static async Task SendAsync(RunningServer server, IEnumerable<string> values, int first, DateTimeOffset newest)
    {
        var number = first;
        foreach (var batch in values.Chunk(8))
        {
            var spans = string.Join(',', batch.Select(value => Span(value, ++number, newest.AddMinutes(-number))));
            var request = $$"""{"resourceSpans":[{"resource":{"attributes":[{{Attribute("service.name", batch[0])}},{{Attribute("vcs.ref.head.revision", batch[0])}}]},"scopeSpans":[{"scope":{"name":{{Json(batch[0])}},"version":{{Json(batch[0])}}},"spans":[{{spans}}]}]}]}""";
            using var content = new StringContent(request, Encoding.UTF8, "application/json");
            using var response = await server.WithKey.PostAsync(new Uri(server.Server.OtlpHttp, "v1/traces"), content, Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    private static string Span(string value, int number, DateTimeOffset start)
    {
        var nanos = ((start - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);
        var attributes = string.Join(',', [.. s_keys.Select(key => Attribute(key, value)), Attribute(value, value), """{"key":"gen_ai.usage.input_tokens","value":{"intValue":"1000"}}""", """{"key":"gen_ai.usage.output_tokens","value":{"intValue":"10"}}"""]);
        return $$"""{"traceId":"{{number:x32}}","spanId":"{{number:x16}}","name":{{Json(value)}},"kind":3,"startTimeUnixNano":"{{nanos}}","endTimeUnixNano":"{{nanos}}","status":{"code":2,"message":{{Json(value)}}},"attributes":[{{attributes}}]}""";
    }

    private static string Attribute(string key, string value) => $$$"""{"key":{{{Json(key)}}},"value":{"stringValue":{{{Json(value)}}}}}""";

    // Escapes what a serializer would refuse or replace: lone surrogates and control characters go out as they are meant.
    private static string Json(string text) => "\"" + string.Concat(text.Select(c => c is >= ' ' and <= '~' and not ('"' or '\\') ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"))) + "\"";
}
