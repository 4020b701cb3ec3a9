using System.Text.Json.Nodes;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests.Usage;

public sealed class FormerFeatureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_of_a_former_id_are_shown_under_the_id_of_today_on_pages_and_in_the_API()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan { Feature = "ticket.short" }, new TestSpan { Feature = "ticket.summarize" });
        await server.SendAsync(new TestRegistry("""{"features":[{"id":"ticket.summarize","formerIds":["ticket.short"]}]}"""));
        using var admin = await server.SignInAsync();

        foreach (var page in new[] { "/features?period=all", "/?by=feature&period=all", "/records?period=all", "/records?period=all&feature=ticket.short" })
        {
            var html = await admin.GetStringAsync(page, Cancellation);
            Assert.Contains("ticket.summarize", html, StringComparison.Ordinal);
            Assert.Equal(page.EndsWith("=ticket.short", StringComparison.Ordinal), html.Contains("ticket.short", StringComparison.Ordinal));
        }

        foreach (var name in new[] { "ticket.short", "ticket.summarize" })
        {
            var records = await server.GetJsonAsync($"/api/ai-usage/records?period=all&feature={name}");
            var items = records["items"]!.AsArray();
            Assert.Equal(["ticket.summarize", "ticket.summarize"], items.Select(item => (string?)item!["feature"]));
            Assert.Equal(["ticket.short", null], items.Select(item => (string?)item!["recordedFeature"]).OrderBy(id => id is null));
            var stats = await server.GetJsonAsync($"/api/ai-usage/stats?period=all&feature={name}");
            Assert.Equal(2, (long)Find(stats, "calls")!);
        }

        var record = (await server.GetJsonAsync("/api/ai-usage/records?period=all"))["items"]!.AsArray().Single(item => item!["recordedFeature"] is not null);
        Assert.Contains("ticket.short", await admin.GetStringAsync($"/records/{record!["id"]}", Cancellation), StringComparison.Ordinal);
    }

    private static JsonNode? Find(JsonNode? node, string name) =>
        node is JsonObject fields ? fields[name] ?? fields.Select(field => Find(field.Value, name)).FirstOrDefault(found => found is not null) : null;
}
