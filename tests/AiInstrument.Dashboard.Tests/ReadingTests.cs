using System.Collections;
using System.Globalization;
using System.Net;
using System.Resources;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests;

/// <summary>Languages, themes and the writing of figures.</summary>
public sealed class ReadingTests(ServedUsage usage)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("tr-TR,tr;q=0.9,en;q=0.8", "lang=\"tr\"", "Genel bakış")]
    [InlineData("en-GB,en;q=0.9", "lang=\"en\"", "Overview")]
    [InlineData("de-DE,de;q=0.9", "lang=\"en\"", "Overview")]
    [InlineData("de;q=0.9,tr;q=0.5", "lang=\"tr\"", "Genel bakış")]
    public async Task The_browsers_language_is_spoken(string accepted, string attribute, string heading)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Add("Accept-Language", accepted);

        using var response = await usage.Admin.SendAsync(request, Cancellation);

        var html = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Contains(attribute, html, StringComparison.Ordinal);
        Assert.Contains($"<h1>{heading}</h1>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_records_page_says_what_was_left_out_of_it_and_nothing_where_nothing_was()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan { DroppedAttributes = 3 }, new TestSpan());
        using var admin = await server.SignInAsync();

        var cut = WebUtility.HtmlDecode(await admin.GetStringAsync("/records/1", Cancellation));
        var whole = WebUtility.HtmlDecode(await admin.GetStringAsync("/records/2", Cancellation));

        Assert.Contains("attributes 3", cut, StringComparison.Ordinal);
        Assert.DoesNotContain("attributes 3", whole, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chosen_language_and_theme_stay_and_lead_back()
    {
        using var admin = await usage.Server.SignInAsync();

        using var language = await RunningServer.SubmitAsync(admin, "/coverage", "/preferences?handler=Language", new() { ["value"] = "tr", ["returnUrl"] = "/coverage?period=7d" });
        using var theme = await RunningServer.SubmitAsync(admin, "/coverage", "/preferences?handler=Theme", new() { ["value"] = "dark", ["returnUrl"] = "https://elsewhere.example" });
        var html = await admin.GetStringAsync("/coverage", Cancellation);

        Assert.Equal("/coverage?period=7d", language.Headers.Location!.ToString());
        Assert.Equal("/", theme.Headers.Location!.ToString());
        Assert.Contains("<html lang=\"tr\" data-theme=\"dark\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_text_is_in_both_languages()
    {
        var texts = new ResourceManager("AiInstrument.Dashboard.Localization.Text", typeof(Text).Assembly);

        var english = Keys(CultureInfo.InvariantCulture);
        var turkish = Keys(CultureInfo.GetCultureInfo("tr"));

        Assert.NotEmpty(english);
        Assert.Equal(english, turkish);

        IEnumerable<string> Keys(CultureInfo culture) =>
            texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Select(entry => (string)entry.Key).Order();
    }

    [Theory]
    [MemberData(nameof(Pages.All), MemberType = typeof(Pages))]
    public async Task No_page_shows_the_key_of_a_missing_text(string page)
    {
        using var response = await usage.Admin.GetAsync(page, Cancellation);
        var html = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.DoesNotMatch(">(Nav|Column|Dimension|Record|Records|Coverage|CallSite|Status|Period|Chart|Attention|SignIn|Problem|Measure|Theme|Unpriced|Estimated|FirstRun|Trace|Traces|Verdict|Session|System)\\.[A-Za-z.\\-]+<", html);
    }

    [Theory]
    [InlineData(0, "$0.00")]
    [InlineData(1, "$0.000000001")]
    [InlineData(12_345, "$0.000012")]
    [InlineData(210_000, "$0.00021")]
    [InlineData(12_345_678, "$0.0123")]
    [InlineData(1_234_567_890, "$1.23")]
    [InlineData(1_234_567_890_000, "$1,234.57")]
    [InlineData(-1_500_000_000, "-$1.50")]
    public void Money_is_written_as_precisely_as_its_size_needs(long nanoUsd, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");

        Assert.Equal(expected, Money.Short(nanoUsd));
    }

    [Fact]
    public void Exact_money_has_every_digit()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");

        Assert.Equal("$1,234.567890123", Money.Exact(1_234_567_890_123));
    }

    [Theory]
    [InlineData(9_999, "9,999")]
    [InlineData(12_345, "12.3k")]
    [InlineData(4_560_000, "4.56M")]
    [InlineData(123_400_000_000, "123B")]
    public void Counts_are_shortened(long value, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");

        Assert.Equal(expected, Figures.Compact(value));
    }

    [Theory]
    [InlineData(0.9999, ">99.9%")]
    [InlineData(1, "100%")]
    [InlineData(0.00001, "<0.1%")]
    [InlineData(0.5, "50.0%")]
    public void A_share_that_is_not_all_is_not_written_as_all(double share, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");

        Assert.Equal(expected, Figures.Percent(share));
    }
}
