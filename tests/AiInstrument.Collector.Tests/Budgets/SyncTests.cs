using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Decoding;
using AiInstrument.Collector.Tests.Receiving;

namespace AiInstrument.Collector.Tests.Budgets;

/// <summary>The address at which instances report: real Kestrel, a real SQLite file.</summary>
public sealed class SyncTests
{
    private const string Path = "/aiinstrument/v1/budgets/sync";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_report_is_answered_with_every_budget_a_lease_and_rates()
    {
        await using var collector = await FullCollector.StartAsync();
        await CreateAsync(collector, new BudgetDraft { Name = "Everything", HardLimit = 10_000_000_000, SoftLimit = 8_000_000_000, AllowOverride = true, TimeZone = "Europe/Istanbul" });
        await CreateAsync(collector, new BudgetDraft { Name = "Users", Scope = new BudgetScope { User = "*", Organization = "acme" }, HardLimit = 100, Unit = BudgetUnit.Calls, Period = BudgetPeriod.Day });

        var answer = await SyncAsync(collector, """{"instance":"a","service":"s","wanted":[{"budget":"B2","key":"u1"}],"models":[{"provider":"openai","model":"gpt-4o-mini"},{"provider":"acme","model":"none"}]}""");

        Assert.Equal((1000, 30_000), (answer.GetProperty("nextSyncMs").GetInt32(), answer.GetProperty("leaseMs").GetInt32()));
        var everything = answer.GetProperty("budgets")[0];
        Assert.Equal(("B1", "Everything", "usd", "{}"), (everything.GetProperty("id").GetString(), everything.GetProperty("name").GetString(), everything.GetProperty("unit").GetString(), everything.GetProperty("scope").GetRawText()));
        Assert.Equal((8_000_000_000, 10_000_000_000, true), (everything.GetProperty("softLimit").GetInt64(), everything.GetProperty("hardLimit").GetInt64(), everything.GetProperty("allowOverride").GetBoolean()));
        Assert.Equal(DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(3)).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture), everything.GetProperty("period").GetString());
        Assert.EndsWith("T21:00:00+00:00", everything.GetProperty("resetsAt").GetString(), StringComparison.Ordinal);
        var state = everything.GetProperty("states")[0];
        Assert.Equal(("", 0L), (state.GetProperty("key").GetString(), state.GetProperty("used").GetInt64()));
        Assert.Equal(2_000_000_000, state.GetProperty("lease").GetProperty("granted").GetInt64());
        var users = answer.GetProperty("budgets")[1];
        Assert.Equal("""{"organization":"acme","user":"*"}""", users.GetProperty("scope").GetRawText());
        Assert.Equal(("u1", 25), (users.GetProperty("states")[0].GetProperty("key").GetString(), users.GetProperty("states")[0].GetProperty("lease").GetProperty("granted").GetInt32()));
        var rate = Assert.Single(answer.GetProperty("rates").EnumerateArray());
        Assert.True(rate.GetProperty("outputPerMillion").GetInt64() >= 600_000_000);
        Assert.True(answer.GetProperty("unknownRate").GetProperty("inputPerMillion").GetInt64() > rate.GetProperty("inputPerMillion").GetInt64());
    }

    [Fact]
    public async Task A_settlement_and_its_record_meet_and_what_was_used_is_counted_once()
    {
        await using var collector = await FullCollector.StartAsync();
        await CreateAsync(collector, new BudgetDraft { Name = "All", HardLimit = 1_000_000_000 });
        var first = await SyncAsync(collector, """{"instance":"a"}""");
        var lease = first.GetProperty("budgets")[0].GetProperty("states")[0].GetProperty("lease").GetProperty("id").GetString()!;
        var settled = $$"""{"instance":"a","settlements":[{"id":"c1","leases":["{{lease}}"],"operation":"chat","provider":"openai","requestModel":"gpt-4o-mini","inputTokens":1000,"outputTokens":100,"outcome":"ok"}],"held":[{"lease":"{{lease}}","reserved":0}]}""";

        await SyncAsync(collector, settled);
        var again = await SyncAsync(collector, settled);
        Assert.Equal(210_000, again.GetProperty("budgets")[0].GetProperty("states")[0].GetProperty("lease").GetProperty("settled").GetInt64());
        Assert.Equal(0, again.GetProperty("budgets")[0].GetProperty("states")[0].GetProperty("used").GetInt64());
        var other = await SyncAsync(collector, """{"instance":"b"}""");
        Assert.Equal(250_000_000, other.GetProperty("budgets")[0].GetProperty("states")[0].GetProperty("used").GetInt64());

        await SendRecordAsync(collector, lease);

        Assert.Equal(210_000L, await collector.SqlAsync("SELECT cost_nano_usd FROM budget_counters"));
        Assert.Equal("210000/210000", await collector.SqlAsync("SELECT settled || '/' || recorded FROM budget_leases WHERE instance = 'a'"));
        var after = await SyncAsync(collector, $$"""{"instance":"a","returned":["{{lease}}"]}""");
        var state = after.GetProperty("budgets")[0].GetProperty("states")[0];
        Assert.Equal(0, state.GetProperty("lease").GetProperty("settled").GetInt64());
        Assert.NotEqual(lease, state.GetProperty("lease").GetProperty("id").GetString());
    }

    [Fact]
    public async Task An_instance_that_ends_gives_everything_back_and_gets_nothing()
    {
        await using var collector = await FullCollector.StartAsync();
        await CreateAsync(collector, new BudgetDraft { Name = "All", HardLimit = 1_000_000_000 });
        await SyncAsync(collector, """{"instance":"a"}""");

        var last = await SyncAsync(collector, """{"instance":"a","ends":true}""");

        Assert.Equal(0, last.GetProperty("budgets").GetArrayLength());
        Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM budget_leases WHERE closed_unix_ms IS NULL"));

        // It is no longer counted among the instances that share what is left.
        var other = await SyncAsync(collector, """{"instance":"b"}""");
        Assert.Equal(250_000_000, other.GetProperty("budgets")[0].GetProperty("states")[0].GetProperty("lease").GetProperty("granted").GetInt64());
    }

    [Theory]
    [InlineData("", 400)]
    [InlineData("null", 400)]
    [InlineData("[]", 400)]
    [InlineData("{", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"instance":""}""", 400)]
    [InlineData("""{"instance":"a","held":[{"lease":"L1","reserved":"x"}]}""", 400)]
    [InlineData("""{"instance":"\ud800"}""", 400)]
    [InlineData("""{"instance":"a","settlements":[{"leases":["L1"]}]}""", 400)]
    [InlineData("""{"instance":"a","settlements":[null]}""", 400)]
    [InlineData("""{"instance":"a","held":[null,{"lease":"nonsense"}],"returned":[null,"L99999999999999999999"],"wanted":[null,{"budget":"Bx"},{"key":"k"}],"models":[null,{}],"new":{"a":[1]}}""", 200)]
    public async Task What_cannot_be_read_is_refused_with_a_sentence(string body, int status)
    {
        await using var collector = await FullCollector.StartAsync();
        using var http = new HttpClient { BaseAddress = collector.HttpAddress };

        using var response = await http.PostAsync(new Uri(Path, UriKind.Relative), Json(body), Cancel);

        Assert.Equal(status, (int)response.StatusCode);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(status != 200, JsonDocument.Parse(text).RootElement.TryGetProperty("error", out _));
    }

    [Fact]
    public async Task Size_type_and_key_are_checked()
    {
        await using var collector = await FullCollector.StartAsync();
        using var http = new HttpClient { BaseAddress = collector.HttpAddress };
        using var large = await http.PostAsync(new Uri(Path, UriKind.Relative), Json(new string(' ', (1024 * 1024) + 1)), Cancel);
        using var text = await http.PostAsync(new Uri(Path, UriKind.Relative), new StringContent("{}"), Cancel);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnsupportedMediaType), (large.StatusCode, text.StatusCode));

        await collector.Access.EnsureApiKeyAsync("aii_reader", ApiKeyScopes.Read, Cancel);
        using var stranger = await http.PostAsync(new Uri(Path, UriKind.Relative), Json("""{"instance":"a"}"""), Cancel);
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = Json("""{"instance":"a"}""") };
        request.Headers.Add("x-api-key", "aii_reader");
        using var reader = await http.SendAsync(request, Cancel);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden), (stranger.StatusCode, reader.StatusCode));
        Assert.Equal("Bearer", Assert.Single(stranger.Headers.WwwAuthenticate).Scheme);
    }

    private static async Task CreateAsync(FullCollector collector, BudgetDraft draft)
    {
        var change = await collector.Budgets.CreateAsync(new Actor(Workspaces.DefaultId, "test"), draft, Cancel);
        Assert.Empty(change.Problems);
        Assert.True(change.Budget!.Complete);
    }

    private static async Task<JsonElement> SyncAsync(FullCollector collector, string body)
    {
        using var http = new HttpClient { BaseAddress = collector.HttpAddress };
        using var response = await http.PostAsync(new Uri(Path, UriKind.Relative), Json(body), Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task SendRecordAsync(FullCollector collector, string lease)
    {
        var now = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000;
        var span = $$$"""
            {"resourceSpans":[{"resource":{},"scopeSpans":[{"scope":{"name":"AiInstrument"},"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","name":"chat","kind":3,
            "startTimeUnixNano":"{{{now}}}","endTimeUnixNano":"{{{now + 1}}}","attributes":[
            {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},{"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o-mini"}},
            {"key":"gen_ai.usage.input_tokens","value":{"intValue":"1000"}},{"key":"gen_ai.usage.output_tokens","value":{"intValue":"100"}},
            {"key":"aiinstrument.budget.lease","value":{"stringValue":"{{{lease}}}, L999, nonsense"}}]}]}]}]}
            """;
        using var http = new HttpClient { BaseAddress = collector.HttpAddress };
        for (var sent = 0; sent < 2; sent++)
        {
            using var response = await http.PostAsync(new Uri("/v1/traces", UriKind.Relative), Json(span), Cancel);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancel));
        }
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
}
