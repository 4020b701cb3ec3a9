using System.Net;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests.Spending;

/// <summary>The forecast on its page, on the overview and in the API.</summary>
public sealed class ForecastTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Groups_add_up_to_the_month_and_past_errors_stand_beside_the_estimate()
    {
        // Two features for ninety days until noon of 15 March, the same each day.
        await using var server = await RunningServer.StartAsync(
            from ago in Enumerable.Range(0, 90)
            from feature in (string[])["ticket.summarize", "ticket.classify"]
            select new TestSpan { Age = TimeSpan.FromDays(ago), Feature = feature, Model = "gpt-4o-mini", Input = 100_000, Output = 10_000 });
        var json = await server.GetJsonAsync("/api/ai-usage/forecast?by=feature");

        var total = json["total"]!;
        var day = (long)total["monthToDateNanoUsd"]! / 15;
        Assert.Equal("2026-03-01", (string?)json["month"]);
        Assert.Equal((31 * day, 31 * day, 31 * day), ((long)total["estimateNanoUsd"]!, (long)total["lowNanoUsd"]!, (long)total["highNanoUsd"]!));
        Assert.Equal((long)total["monthToDateNanoUsd"]!, json["groups"]!.AsArray().Sum(group => (long)group!["monthToDateNanoUsd"]!));
        Assert.Equal(["ticket.classify", "ticket.summarize"], json["groups"]!.AsArray().Select(group => (string?)group!["name"]));
        Assert.Equal(["2026-02-01", "2026-01-01"], total["past"]!.AsArray().Take(2).Select(past => (string?)past!["month"]));
        Assert.Equal(0, (double)total["past"]![0]!["error"]!, 6);

        using var admin = await server.SignInAsync();
        var page = WebUtility.HtmlDecode(await admin.GetStringAsync("/forecast", Cancellation));
        Assert.Contains($"<data value=\"{31 * day}\"", page, StringComparison.Ordinal);
        Assert.Contains("Feb 2026", page, StringComparison.Ordinal);
        Assert.Contains("ticket.classify</a>", page, StringComparison.Ordinal);
        Assert.Contains("March 2026 is likely to cost $", WebUtility.HtmlDecode(await admin.GetStringAsync("/", Cancellation)), StringComparison.Ordinal);

        var narrowed = (await server.GetJsonAsync("/api/ai-usage/forecast?feature=ticket.classify"))["total"]!;
        Assert.Equal(31 * day / 2, (long)narrowed["estimateNanoUsd"]!);
    }

    [Fact]
    public async Task What_is_not_listed_is_one_line_and_a_wrong_parameter_is_named()
    {
        await using var server = await RunningServer.StartAsync(
            Enumerable.Range(0, 30).Select(at => new TestSpan { Age = TimeSpan.FromDays(at % 10), Organization = "org-" + at, Input = 1_000 * (at + 1) }));

        var json = await server.GetJsonAsync("/api/ai-usage/forecast?by=organization&top=5");

        var groups = json["groups"]!.AsArray();
        Assert.Equal(6, groups.Count);
        Assert.True((bool)groups[^1]!["rest"]!);
        Assert.Equal((long)json["total"]!["monthToDateNanoUsd"]!, groups.Sum(group => (long)group!["monthToDateNanoUsd"]!));
        using var refused = await server.WithKey.GetAsync("/api/ai-usage/forecast?by=colour", Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Without_usage_there_is_no_estimate()
    {
        await using var server = await RunningServer.StartAsync();

        Assert.Null((await server.GetJsonAsync("/api/ai-usage/forecast"))["total"]!["estimateNanoUsd"]);
        using var admin = await server.SignInAsync();
        Assert.Contains("no day with cost", await admin.GetStringAsync("/forecast", Cancellation), StringComparison.Ordinal);
    }
}
