using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Tests.Access;

/// <summary>Two organizations with names, users and features of their own: nothing of one is in any answer to a member of the other.</summary>
public sealed class LeakTests
{
    private const string Mine = "org-mine";
    private const string Theirs = "org-theirs-SECRET";
    private const string SharedTrace = "aaaabbbbccccddddeeeeffff00001111";

    private static readonly string[] Secrets = ["SECRET", "gpt-4o-2024-11-20"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_answer_to_a_member_tells_of_another_organization()
    {
        await using var server = await StartAsync();
        using var member = await server.SignInAsAsync("member", UserRole.Member, Mine);
        using var admin = await server.SignInAsync();
        var records = (await admin.GetFromJsonAsync<JsonObject>("/api/ai-usage/records?period=all&pageSize=200&uncounted=true", Cancellation))!["items"]!.AsArray();
        var theirs = records.Where(row => row!["organization"]?.GetValue<string>() != Mine).Select(row => row!["id"]!.GetValue<long>()).ToList();
        var traces = records.Select(row => row!["traceId"]!.GetValue<string>()).Distinct().ToList();
        Assert.Equal(7, theirs.Count);

        // The words are what they are: the admin sees them.
        Assert.All(Secrets, secret => Assert.Contains(secret, records.ToJsonString(), StringComparison.Ordinal));

        string[] addresses =
        [
            "/", "/?period=all", "/?period=1d&by=feature&measure=tokens", "/?organization=" + Theirs, "/?without=organization", "/?period=2026-03",
            .. Pages.Explorers.Select(page => page + "?compare=2026-02&sort=-change"),
            "/features/name?feature=feature-mine&period=all&compare=2026-02", "/organizations/name?organization=" + Mine, "/models/name?model=gpt-4o-mini&period=all", "/records?callsite=elsewhere&period=all",
            .. Pages.Explorers, .. Pages.Explorers.Select(page => page + "?period=all&organization=" + Theirs), .. Pages.Explorers.Select(page => page + "?without=organization,user"),
            "/records", "/records?period=all&uncounted=true", "/records?search=gpt", "/records?search=" + SharedTrace, "/records?sort=-cost&period=all", "/records?status=error", "/records?status=unpriced&period=all",
            "/records?organization=" + Theirs, "/records?without=organization", "/records?user=user-SECRET", "/records?feature=feature-SECRET",
            "/traces", "/traces?find=" + SharedTrace, "/traces/" + SharedTrace, "/sessions?id=shared", "/account", "/billing", "/billing?month=2026-02", "/billing?organization=" + Mine,
            "/api/ai-usage/groups?by=feature&period=all&compare=2026-02", "/api/ai-usage/groups?by=organization&period=all", "/api/ai-usage/groups?by=organization&period=all&format=csv", "/api/ai-usage/stats?period=all", "/api/ai-usage/stats?organization=" + Theirs, "/api/ai-usage/stats?without=organization", "/api/ai-usage/records?period=all&uncounted=true&pageSize=200",
            "/api/ai-usage/records?search=e", "/api/ai-usage/traces/" + SharedTrace, "/api/ai-usage/sessions?id=shared", "/api/ai-usage/billing?organization=" + Mine, "/api/ai-usage/billing/organizations",
            "/api/ai-usage/billing/lines?format=csv&organization=" + Mine, "/api/ai-usage/billing/statements", "/api/ai-usage/billing/corrections?organization=" + Theirs,
            "/api/ai-usage/series?period=all", "/api/ai-usage/series?period=all&by=user", "/api/ai-usage/attention?period=all", "/api/ai-usage/traces", "/api/ai-usage/account", "/api/ai-usage/openapi.json",
        ];
        foreach (var address in addresses)
        {
            using var response = await member.GetAsync(address, Cancellation);
            var text = await response.Content.ReadAsStringAsync(Cancellation);
            Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect, address + " " + response.StatusCode);

            // What was asked for comes back as what was asked for; nothing else of it may.
            text = text.Replace(Uri.EscapeDataString(Theirs), "", StringComparison.Ordinal).Replace("user-SECRET", address.Contains("user-SECRET", StringComparison.Ordinal) ? "" : "user-SECRET", StringComparison.Ordinal)
                .Replace("feature-SECRET", address.Contains("feature-SECRET", StringComparison.Ordinal) ? "" : "feature-SECRET", StringComparison.Ordinal)
                .Replace(Theirs, address.Contains(Theirs, StringComparison.Ordinal) ? "" : Theirs, StringComparison.Ordinal);
            Assert.All(Secrets, secret => Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{address} tells {secret}"));
        }

        var missing = await (await member.GetAsync("/records/999999", Cancellation)).Content.ReadAsStringAsync(Cancellation);
        foreach (var id in theirs)
        {
            using var response = await member.GetAsync($"/records/{id}", Cancellation);
            using var detail = await member.GetAsync($"/api/ai-usage/records/{id}", Cancellation);
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (response.StatusCode, detail.StatusCode));
            Assert.Equal(Without(missing, "999999"), Without(await response.Content.ReadAsStringAsync(Cancellation), id.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        foreach (var trace in traces)
        {
            using var page = await member.GetAsync("/traces/" + trace, Cancellation);
            var nodes = await (await admin.GetAsync("/api/ai-usage/traces/" + trace, Cancellation)).Content.ReadAsStringAsync(Cancellation);
            Assert.Equal(nodes.Contains(Mine, StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.NotFound, page.StatusCode);
        }
    }

    [Fact]
    public async Task Totals_of_members_are_their_own_and_add_up_to_no_more_than_the_whole()
    {
        await using var server = await StartAsync();
        using var mine = await server.SignInAsAsync("mine", UserRole.Member, Mine);
        using var both = await server.SignInAsAsync("both", UserRole.Member, Mine, Theirs);
        using var nobody = await server.SignInAsAsync("nobody", UserRole.Member, "org");
        using var analyst = await server.SignInAsAsync("analyst", UserRole.Analyst);

        Assert.Equal((3, 9, 0, 10), (await CallsAsync(mine), await CallsAsync(both), await CallsAsync(nobody), await CallsAsync(analyst)));

        static async Task<long> CallsAsync(HttpClient client) =>
            (await client.GetFromJsonAsync<JsonObject>("/api/ai-usage/stats?period=all", Cancellation))!["totals"]!["calls"]!.GetValue<long>();
    }

    [Theory]
    [InlineData("org-mine%00")]
    [InlineData("ORG-MINE")]
    [InlineData("org-mine%20")]
    [InlineData("org-%25")]
    [InlineData("%27%20OR%201=1--")]
    [InlineData("org-mine,org-theirs-SECRET")]
    [InlineData("org-theirs-SECRET")]
    [InlineData("no-such-organization")]
    public async Task A_hostile_id_is_answered_like_one_that_is_not_there(string organization)
    {
        await using var server = await StartAsync();
        using var member = await server.SignInAsAsync("member", UserRole.Member, Mine);

        using var page = await member.GetAsync("/billing?organization=" + organization, Cancellation);
        using var api = await member.GetAsync("/api/ai-usage/billing?organization=" + organization, Cancellation);
        using var lines = await member.GetAsync("/api/ai-usage/billing/lines?format=csv&organization=" + organization, Cancellation);
        using var none = await member.GetAsync("/api/ai-usage/billing?none=true", Cancellation);
        using var two = await member.GetAsync($"/api/ai-usage/billing?organization={Mine}&organization={organization}", Cancellation);
        var stats = await member.GetFromJsonAsync<JsonObject>("/api/ai-usage/stats?period=all&organization=" + organization, Cancellation);

        Assert.Equal([404, 404, 404, 404, 404], ((HttpResponseMessage[])[page, api, lines, none, two]).Select(response => (int)response.StatusCode));
        Assert.Equal(0, stats!["totals"]!["calls"]!.GetValue<long>());
        Assert.DoesNotContain("SECRET", (await page.Content.ReadAsStringAsync(Cancellation)).Replace(organization, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_of_another_organization_is_not_there()
    {
        await using var server = await StartAsync();
        using var admin = await server.SignInAsync();
        using var closed = await RunningServer.SubmitAsync(admin, $"/billing?organization={Theirs}&month=2026-02", $"/billing?organization={Theirs}&month=2026-02&handler=Close", []);
        Assert.Equal("/billing/statements/1", closed.Headers.Location!.ToString());
        using var member = await server.SignInAsAsync("member", UserRole.Member, Mine);

        foreach (var address in (string[])["/billing/statements/1", "/billing/statements/2", "/api/ai-usage/billing/statements/1", "/api/ai-usage/billing/statements/1?format=csv", "/api/ai-usage/billing/statements/2"])
        {
            using var response = await member.GetAsync(address, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        Assert.Equal("""{"statements":[]}""", await member.GetStringAsync("/api/ai-usage/billing/statements", Cancellation));
        Assert.Equal("""{"statements":[]}""", await member.GetStringAsync("/api/ai-usage/billing/statements?organization=" + Theirs, Cancellation));
    }

    private static string Without(string html, string id) =>
        System.Text.RegularExpressions.Regex.Replace(html.Replace("/records/" + id, "", StringComparison.Ordinal), "name=\"__RequestVerificationToken\" type=\"hidden\" value=\"[^\"]+\"", "");

    private static Task<RunningServer> StartAsync()
    {
        var mine = new TestSpan { Organization = Mine, User = "user-mine", Feature = "feature-mine", Category = "category-mine", Project = "project-mine", Route = "GET /mine", Trace = SharedTrace, More = Session("shared") };
        var theirs = new TestSpan
        {
            Organization = Theirs,
            User = "user-SECRET",
            Feature = "feature-SECRET",
            Category = "category-SECRET",
            Project = "project-SECRET",
            Route = "GET /SECRET",
            Model = "gpt-4o-2024-11-20",
            Provider = "openai",
            More = Session("shared"),
        };
        return RunningServer.StartAsync(
            mine,
            mine with { Trace = null, Age = TimeSpan.FromDays(2) },
            mine with { Trace = null, Age = TimeSpan.FromDays(40) },
            theirs with { Trace = SharedTrace },
            theirs with { Trace = SharedTrace, Failed = true, Parent = "00000000000000aa" },
            theirs with { More = Session("session-SECRET") },
            theirs with { Age = TimeSpan.FromDays(40) },
            theirs with { Provider = "acme-SECRET", Model = "model-SECRET", Estimated = true },
            theirs with { Age = TimeSpan.FromDays(200) },
            theirs with { Organization = null });

        static Dictionary<string, string> Session(string id) => new(StringComparer.Ordinal) { ["gen_ai.conversation.id"] = id };
    }
}
