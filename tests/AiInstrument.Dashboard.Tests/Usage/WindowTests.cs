using System.Net;
using System.Text.RegularExpressions;
using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests.Usage;

/// <summary>What an address says of days, time zone, theme, language and organization holds on every page, and links keep it.</summary>
public sealed partial class WindowTests(ServedUsage usage)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Days_chosen_in_the_form_are_days_that_links_name()
    {
        var html = await usage.Admin.GetStringAsync("/models?from=2026-03-02&to=2026-03-09&search=gpt", Cancellation);

        Assert.Contains("2 Mar 2026 – 9 Mar 2026", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains("href=\"/records?period=2026-03-02..2026-03-09\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/models?search=gpt&amp;period=7d\"", html, StringComparison.Ordinal);
        Assert.Contains("<input type=\"hidden\" name=\"search\" value=\"gpt\">", html, StringComparison.Ordinal);
        Assert.Contains("name=\"from\" required value=\"2026-03-02\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_is_chosen_by_a_link()
    {
        var html = await usage.Admin.GetStringAsync("/?feature=ticket.summarize", Cancellation);

        Assert.Contains("href=\"/?feature=ticket.summarize&amp;period=2026-02\"", html, StringComparison.Ordinal);
        Assert.Contains("aria-current=\"true\" title=\"Choose a month or days\">Feb 2026", await usage.Admin.GetStringAsync("/?period=2026-02", Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("period=2026-03-09..2026-03-02")]
    [InlineData("from=2026-03-09&to=2026-03-02")]
    [InlineData("from=2026-03-09")]
    [InlineData("from=yesterday&to=2026-03-09")]
    public async Task Wrong_days_are_answered_with_one_sentence_of_what_is_allowed(string query)
    {
        using var page = await usage.Admin.GetAsync("/features?" + query, Cancellation);
        using var api = await usage.Server.WithKey.GetAsync("/api/ai-usage/stats?" + query, Cancellation);

        foreach (var response in (HttpResponseMessage[])[page, api])
        {
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("a month such as 2026-10, or days", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Moments_are_those_of_the_zone_that_the_address_names_and_days_stay_utc()
    {
        // Noon in UTC less five minutes.
        await using var server = await RunningServer.StartAsync(new TestSpan());
        using var admin = await server.SignInAsync();

        var utc = await admin.GetStringAsync("/records?period=1d", Cancellation);
        var delhi = WebUtility.HtmlDecode(await admin.GetStringAsync("/records?period=1d&tz=Asia/Kolkata", Cancellation));

        Assert.Contains(">15 Mar 11:55:00</time>", utc, StringComparison.Ordinal);
        Assert.Contains("Times are UTC.", utc, StringComparison.Ordinal);
        Assert.Contains("title=\"15 March 2026 17:25:00.000 UTC+5:30\">15 Mar 17:25:00</time>", delhi, StringComparison.Ordinal);
        Assert.Contains("datetime=\"2026-03-15T11:55:00.000Z\"", delhi, StringComparison.Ordinal);
        Assert.Contains("Times are those of Asia/Kolkata (UTC+5:30); days are UTC days", delhi, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/features")]
    [InlineData("/records")]
    [InlineData("/coverage")]
    [InlineData("/traces")]
    [InlineData("/")]
    public async Task Links_keep_how_a_page_is_shown(string page)
    {
        var html = await usage.Admin.GetStringAsync(page + "?tz=Europe/Istanbul&theme=dark&lang=tr&period=7d", Cancellation);

        Assert.Contains("<html lang=\"tr\" data-theme=\"dark\">", html, StringComparison.Ordinal);
        var links = Link().Matches(html[html.IndexOf("<nav", StringComparison.Ordinal)..]).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).Where(link => link.StartsWith('/')).ToList();
        Assert.True(links.Count > 20);
        Assert.All(links, link => Assert.Contains("tz=Europe%2FIstanbul&theme=dark&lang=tr", link.Replace("Europe/Istanbul", "Europe%2FIstanbul", StringComparison.Ordinal), StringComparison.Ordinal));

        // A form that leads elsewhere keeps it too.
        Assert.Contains("name=\"tz\" type=\"hidden\" value=\"Europe/Istanbul\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tz=Mars/Olympus", "tz")]
    [InlineData("tz=../../etc/passwd", "tz")]
    [InlineData("theme=pink", "theme")]
    [InlineData("lang=xx", "lang")]
    public async Task What_is_unknown_of_it_is_named(string query, string parameter)
    {
        using var response = await usage.Admin.GetAsync("/models?" + query, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(parameter + ": ", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chosen_time_zone_stays_and_takes_the_place_of_the_addresss()
    {
        using var admin = await usage.Server.SignInAsync();

        using var chosen = await RunningServer.SubmitAsync(admin, "/account", "/preferences?handler=Zone", new() { ["value"] = "America/New_York", ["returnUrl"] = "/account?tz=Europe/Istanbul&x=1" });
        using var unknown = await RunningServer.SubmitAsync(admin, "/account", "/preferences?handler=Zone", new() { ["value"] = "Nowhere/Else", ["returnUrl"] = "/account" });

        Assert.Equal("/account?x=1", chosen.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Contains("America/New_York", await admin.GetStringAsync("/models", Cancellation), StringComparison.Ordinal);
        Assert.Contains("<option value=\"America/New_York\" selected=\"selected\">", await admin.GetStringAsync("/account", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_organization_is_switched_in_the_header_and_stays_from_page_to_page()
    {
        var html = await usage.Admin.GetStringAsync("/models?organization=org-borealis&period=all&without=feature", Cancellation);

        Assert.Contains("<option value=\"org-borealis\" selected=\"selected\">", html, StringComparison.Ordinal);
        Assert.Contains("<option value=\"org-aurora\">", html, StringComparison.Ordinal);
        Assert.Contains("<input type=\"hidden\" name=\"without\" value=\"feature\">", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/users?period=all&amp;organization=org-borealis\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/organizations?period=all\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<select name=\"organization\"", await usage.Admin.GetStringAsync("/coverage?organization=org-borealis", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_chooses_among_their_own_organizations_alone()
    {
        await using var server = await RunningServer.StartAsync(SampleUsage.Spans);
        using var member = await server.SignInAsAsync("member", UserRole.Member, "org-aurora");
        using var both = await server.SignInAsAsync("both", UserRole.Member, "org-aurora", "org-borealis");

        Assert.DoesNotContain("class=\"switch\"", await member.GetStringAsync("/?period=all", Cancellation), StringComparison.Ordinal);
        Assert.Contains("<option value=\"org-borealis\">", await both.GetStringAsync("/?period=all", Cancellation), StringComparison.Ordinal);
    }

    [GeneratedRegex("<a [^>]*href=\"([^\"#]+)\"")]
    private static partial Regex Link();
}
