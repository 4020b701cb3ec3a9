using System.Net;
using System.Text.RegularExpressions;

namespace AiInstrument.Browser.Tests;

/// <summary>Every page that the navigation does not lead to leads back, in the line of its heading.</summary>
public sealed partial class WayBackTests(DeskSite site)
{
    // Of no other page.
    private static readonly HashSet<string> s_alone = new(StringComparer.Ordinal) { "/account", "/signin", "/invitation" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_below_another_leads_back_to_it()
    {
        await site.ReadyAsync();
        var led = Navigation().Matches(await site.Admin.GetStringAsync("/", Cancellation)).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var below = 0;
        foreach (var address in site.Pages.Addresses)
        {
            var path = address.Split('?')[0];
            using var answer = await site.Admin.GetAsync(address, Cancellation);
            if (s_alone.Contains(path) || path.StartsWith("/error", StringComparison.Ordinal))
            {
                continue;
            }

            var html = await answer.Content.ReadAsStringAsync(Cancellation);
            var backs = Back().Matches(Heading().Match(html).Value);
            if (led.Contains(path))
            {
                // An organization's bill is below that of all.
                Assert.True(backs.Count == 0 || path == "/billing", $"{address} is in the navigation and leads back too");
                continue;
            }

            Assert.True(backs.Count == 1, $"{address} leads back {backs.Count} times");
            Assert.Single(Back().Matches(html));
            below++;
            using var parent = await site.Admin.GetAsync(WebUtility.HtmlDecode(backs[0].Groups[1].Value), Cancellation);
            Assert.True(parent.StatusCode == HttpStatusCode.OK, $"{address} leads back to {backs[0].Groups[1].Value}: {(int)parent.StatusCode}");
        }

        Assert.True(below > 20, $"only {below} pages");
    }

    [GeneratedRegex("<a href=\"(/[a-z-]*)\"[^>]*>\\s*<svg")]
    private static partial Regex Navigation();

    [GeneratedRegex("<div class=\"heading\">.*?</h1>", RegexOptions.Singleline)]
    private static partial Regex Heading();

    [GeneratedRegex("<nav class=\"back\"[^>]*><a href=\"([^\"]+)\">")]
    private static partial Regex Back();
}
