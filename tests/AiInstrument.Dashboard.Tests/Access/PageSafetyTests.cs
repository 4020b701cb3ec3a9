using System.Net;
using System.Text.RegularExpressions;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests.Access;

public sealed partial class PageSafetyTests(ServedUsage usage)
{
    private const string Hostile = "\"'><script>alert(1)</script><img src=x onerror=alert(2)></title>{{7*7}}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Pages.All), MemberType = typeof(Pages))]
    public async Task Every_page_forbids_what_it_does_not_need(string page)
    {
        using var response = await usage.Admin.GetAsync(page, Cancellation);

        var headers = response.Headers;
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            Assert.Single(headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(headers.GetValues("Referrer-Policy")));
        Assert.Equal("same-origin", Assert.Single(headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.Equal("DENY", Assert.Single(headers.GetValues("X-Frame-Options")));
        Assert.True(headers.CacheControl!.NoStore);
    }

    [Theory]
    [MemberData(nameof(Pages.All), MemberType = typeof(Pages))]
    public async Task No_page_has_inline_code_or_styles(string page)
    {
        using var response = await usage.Admin.GetAsync(page, Cancellation);
        var html = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Empty(InlineStyle().Matches(html));
        Assert.Empty(InlineHandler().Matches(html));
        Assert.All(Script().Matches(html), script => Assert.Matches("src=|type=\"application/json\"", script.Value));
    }

    [Theory]
    [MemberData(nameof(Pages.All), MemberType = typeof(Pages))]
    public async Task Every_form_that_changes_something_has_its_own_token(string page)
    {
        using var response = await usage.Admin.GetAsync(page, Cancellation);
        var html = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.All(PostForm().Matches(html), form => Assert.Contains("__RequestVerificationToken", form.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hostile_values_stay_text_on_every_page()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan
        {
            Provider = Hostile,
            Model = Hostile,
            Feature = Hostile,
            Category = Hostile,
            Route = Hostile,
            Organization = Hostile,
            User = Hostile,
            Project = Hostile,
            More = new Dictionary<string, string> { [Hostile] = Hostile, ["session.id"] = Hostile },
        });
        using var admin = await server.SignInAsync();

        foreach (var page in Pages.Private.Select(row => row.Data).Append("/records?search=" + Uri.EscapeDataString(Hostile)).Append("/?period=" + Uri.EscapeDataString(Hostile)))
        {
            var html = await (await admin.GetAsync(page, Cancellation)).Content.ReadAsStringAsync(Cancellation);
            Assert.DoesNotContain("<script>alert", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img src=x", html, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task An_unknown_page_and_an_unknown_record_are_told_as_such()
    {
        foreach (var page in (string[])["/no-such-page", "/records/999999", "/records/words", "/traces/00000000000000000000000000000001", "/traces/words", "/sessions", "/sessions?id=nobody", "/features/name", "/features/name?feature=nothing", "/models/name?feature=ticket.summarize", "/colours/name?feature=x", "/call-sites/name", "/call-sites/name?callsite=nowhere", "/alerts/rules/77", "/alerts/channels/77", "/budgets/999", "/budgets/edit/999", "/budgets/999/delete"])
        {
            using var response = await usage.Admin.GetAsync(page, Cancellation);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Contains("class=\"problem\"", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/error/403", HttpStatusCode.Forbidden)]
    [InlineData("/error/500", HttpStatusCode.InternalServerError)]
    [InlineData("/error/204", HttpStatusCode.NotFound)]
    [InlineData("/error/100", HttpStatusCode.NotFound)]
    [InlineData("/error/-1", HttpStatusCode.NotFound)]
    [InlineData("/error/2147483647", HttpStatusCode.NotFound)]
    public async Task The_error_page_answers_with_an_error_whatever_its_address_says(string page, HttpStatusCode status)
    {
        using var response = await usage.Admin.GetAsync(page, Cancellation);

        Assert.Equal(status, response.StatusCode);
        Assert.Contains("class=\"problem\"", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/healthz")]
    [InlineData("GET", "/readyz")]
    [InlineData("POST", "/healthz")]
    [InlineData("GET", "/no-such-page")]
    [InlineData("GET", "/api/ai-usage/stats")]
    [InlineData("GET", "/api/ai-usage/no-such-thing")]
    [InlineData("POST", "/signin")]
    [InlineData("GET", "/assets/x/no-such-file.js")]
    public async Task Every_answer_to_a_stranger_has_the_headers(string method, string path)
    {
        using var stranger = usage.Server.Anonymous;
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await stranger.SendAsync(request, Cancellation);

        Assert.Contains("default-src 'none'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("/?period=2w")]
    [InlineData("/?measure=euros")]
    [InlineData("/features?sort=colour")]
    [InlineData("/features?compare=2w")]
    [InlineData("/features?costMin=-1")]
    [InlineData("/features?callsMin=many")]
    [InlineData("/features/name?feature=ticket.summarize&by=colour")]
    [InlineData("/records?page=0")]
    [InlineData("/records?pageSize=201")]
    [InlineData("/records?status=odd")]
    [InlineData("/coverage?state=odd")]
    [InlineData("/system?refresh=1")]
    [InlineData("/prices?layer=odd")]
    [InlineData("/prices?page=0")]
    [InlineData("/alerts/history?before=0")]
    [InlineData("/alerts/rules/0?kind=odd")]
    [InlineData("/forecast?by=colour")]
    [InlineData("/traces/4bf92f3577b34da6a3ce929d0e0e4736?page=0")]
    [InlineData("/sessions?id=conversation%2F7%20%C3%BC&page=x")]
    public async Task A_wrong_parameter_is_named_and_its_default_used(string page)
    {
        using var response = await usage.Admin.GetAsync(page, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("role=\"alert\"", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\sstyle\s*=|<style", RegexOptions.IgnoreCase)]
    private static partial Regex InlineStyle();

    [GeneratedRegex(@"<[^>]+\son[a-z]+\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex InlineHandler();

    [GeneratedRegex("<form[^>]*method=\"post\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex PostForm();

    [GeneratedRegex("<script[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Script();
}
