using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests.Usage;

public sealed class LossTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", "en", "1,234 spans lost by support")]
    [InlineData("/coverage", "en", "1,234 spans lost by support")]
    [InlineData("/coverage", "tr", "support, 1.234 span kaybetti")]
    public async Task What_a_service_has_lost_stands_on_the_page_and_in_the_api(string path, string language, string expected)
    {
        await using var server = await RunningServer.StartAsync(new TestSpan());
        await server.SendAsync(new TestLoss("p1", Lost: 1_200, Rejected: 4));
        await server.SendAsync(new TestLoss("p1", Lost: 1_200, Rejected: 4));
        await server.SendAsync(new TestLoss("p2", Lost: 30, Rejected: 0));
        using var client = await server.SignInAsync();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);

        var page = System.Net.WebUtility.HtmlDecode(await client.GetStringAsync(path, Cancellation));

        Assert.Contains(expected, page, StringComparison.Ordinal);
        var loss = Assert.Single((await server.GetJsonAsync("/api/ai-usage/stats"))["losses"]!.AsArray())!;
        Assert.Equal(("support", 1_230L, 4L), ((string?)loss["service"], (long)loss["lost"]!, (long)loss["rejected"]!));
    }

    [Fact]
    public async Task Without_losses_nothing_is_said()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan());
        using var client = await server.SignInAsync();

        Assert.DoesNotContain("Spans lost", await client.GetStringAsync("/coverage", Cancellation), StringComparison.Ordinal);
    }
}
