using System.Text.Json.Nodes;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests.Records;

/// <summary>What narrows records beside their dimensions: ranges, errors, models, streaming, retries, overridden budgets.</summary>
public sealed class RecordFilterTests(RecordFilterTests.Usage usage) : IClassFixture<RecordFilterTests.Usage>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("costMin=0.001", "i.cost_nano_usd >= 1000000")]
    [InlineData("costMax=0.0003", "i.cost_nano_usd <= 300000")]
    [InlineData("costMin=0.0003&costMax=0.001", "i.cost_nano_usd BETWEEN 300000 AND 1000000")]
    [InlineData("tokensMin=1100&tokensMax=2000", "i.input_tokens + i.output_tokens BETWEEN 1100 AND 2000")]
    [InlineData("durationMin=2000", "i.duration_nano >= 2000000000")]
    [InlineData("durationMax=1500", "i.duration_nano <= 1500000000")]
    [InlineData("errorType=TimeoutException", "i.error_type_id = (SELECT id FROM dimension_values WHERE kind = 19 AND value = 'TimeoutException')")]
    [InlineData("finishReason=length", "i.finish_reason_id = (SELECT id FROM dimension_values WHERE kind = 20 AND value = 'length')")]
    [InlineData("requestModel=gpt-4o", "i.request_model_id = (SELECT id FROM dimension_values WHERE kind = 2 AND value = 'gpt-4o')")]
    [InlineData("responseModel=gpt-4o&costMin=0.0001", "i.cost_nano_usd >= 100000 AND i.response_model_id = (SELECT id FROM dimension_values WHERE kind = 2 AND value = 'gpt-4o')")]
    [InlineData("document=doc%2F1", "i.document_id = (SELECT id FROM dimension_values WHERE kind = 10 AND value = 'doc/1')")]
    [InlineData("session=conversation%2F7%20%C3%BC", "i.session_id = (SELECT id FROM dimension_values WHERE kind = 11 AND value = 'conversation/7 ü')")]
    [InlineData("streaming=true", "i.streaming = 1")]
    [InlineData("streaming=false&tokensMin=1000", "i.streaming = 0 AND i.input_tokens + i.output_tokens >= 1000")]
    [InlineData("retry=true", "i.attempt > 1")]
    [InlineData("retry=false", "coalesce(i.attempt, 1) = 1")]
    [InlineData("status=error&durationMin=1", "i.status = 1 AND i.duration_nano >= 1000000")]
    public async Task A_narrowing_finds_what_sql_finds(string query, string condition)
    {
        var expected = usage.Server.Ids($"SELECT i.id FROM interactions i WHERE i.counted = 1 AND {condition} ORDER BY i.start_unix_nano DESC, i.id DESC");

        var answer = await usage.Server.GetJsonAsync("/api/ai-usage/records?period=all&pageSize=200&" + query);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, [.. answer["items"]!.AsArray().Select(item => (long)item!["id"]!)]);
        Assert.Equal(expected.Count, (long)answer["totalCount"]!);
        Assert.Equal(answer["items"]!.AsArray().Sum(item => (long?)item!["costNanoUsd"] ?? 0), (long)answer["totals"]!["costNanoUsd"]!);
    }

    [Fact]
    public async Task Overridden_budgets_are_found_in_short_and_long_attributes()
    {
        var answer = await usage.Server.GetJsonAsync("/api/ai-usage/records?period=all&override=true");
        var others = await usage.Server.GetJsonAsync("/api/ai-usage/records?period=all&override=false");

        Assert.Equal(["overrider-1", "overrider-2"], answer["items"]!.AsArray().Select(item => (string)item!["user"]!).Order());
        Assert.Equal(SampleUsage.CountedCalls + Usage.More.Count - 2, (int)others["totalCount"]!);
    }

    [Theory]
    [InlineData("costMin", "-1")]
    [InlineData("costMax", "0.0000000001")]
    [InlineData("tokensMin", "1.5")]
    [InlineData("durationMax", "99999999999")]
    [InlineData("streaming", "perhaps")]
    public async Task What_is_no_bound_is_refused(string parameter, string value)
    {
        using var response = await usage.Server.WithKey.GetAsync($"/api/ai-usage/records?{parameter}={value}", Cancellation);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(value, (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["errors"]![parameter]![0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_keeps_what_was_typed_and_shows_it_as_chips()
    {
        using var admin = await usage.Server.SignInAsync();

        var html = await admin.GetStringAsync("/records?period=all&costMin=0.0001&streaming=true&model=gpt-4o&page=3", Cancellation);

        Assert.Contains("name=\"costMin\" value=\"0.0001\"", html, StringComparison.Ordinal);
        Assert.Contains("<input type=\"hidden\" name=\"period\" value=\"all\">", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/records?period=all&amp;streaming=true&amp;model=gpt-4o\" aria-label=\"Remove the filter 0.0001\">", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/records?period=all&amp;costMin=0.0001&amp;model=gpt-4o\" aria-label=\"Remove the filter Yes\">", html, StringComparison.Ordinal);
        Assert.Contains("<a href=\"/records?period=all&amp;costMin=0.0001&amp;streaming=true\" aria-label=\"Remove the filter gpt-4o\">", html, StringComparison.Ordinal);
    }

    /// <summary>The sample, and calls that differ in what is no dimension.</summary>
    public sealed class Usage : IAsyncLifetime
    {
        private RunningServer? _server;

        internal static IReadOnlyList<TestSpan> More { get; } =
        [
            new() { More = new Dictionary<string, string> { ["aiinstrument.document.id"] = "doc/1", ["gen_ai.response.finish_reasons"] = "length" } },
            new() { More = new Dictionary<string, string> { ["gen_ai.request.stream"] = "true" } },
            new() { User = "overrider-1", More = new Dictionary<string, string> { ["aiinstrument.budget.override"] = "true", ["aiinstrument.budget.override_by"] = "ops" } },
            new() { User = "overrider-2", More = new Dictionary<string, string> { ["aiinstrument.budget.override_by"] = "ops", ["padding"] = string.Concat(Enumerable.Range(0, 1000)) } },
        ];

        internal RunningServer Server => _server!;

        public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync([.. SampleUsage.Spans, .. More]);

        public async ValueTask DisposeAsync()
        {
            if (_server is not null)
            {
                await _server.DisposeAsync();
            }
        }
    }
}
