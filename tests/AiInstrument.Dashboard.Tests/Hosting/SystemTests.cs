using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests.Hosting;

/// <summary>The system page tells what <c>/metrics</c> tells.</summary>
public sealed partial class SystemTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_has_the_numbers_of_metrics_and_what_applications_have_lost()
    {
        var span = new TestSpan { Trace = "00000000000000000000000000000abc", Span = "0000000000000001" };
        await using var server = await RunningServer.StartAsync(span, new TestSpan(), new TestSpan());
        await server.SendAsync([span, new TestSpan { Trace = "00000000000000000000000000000000" }]);
        await server.SendAsync(new TestLoss("p1", Lost: 1_200, Rejected: 4));
        using var admin = await server.SignInAsync();

        var metrics = await admin.GetStringAsync(new Uri(server.Server.OtlpHttp, "metrics"), Cancellation);
        var html = WebUtility.HtmlDecode(await admin.GetStringAsync("/system", Cancellation));

        Assert.Equal((5, 3, 1, 1), (Metric("spans_received_total"), Metric("interactions_stored_total"), Metric("interactions_duplicate_total"), Metric("spans_rejected_total{reason=\"invalid_trace_id\"}")));
        Assert.Equal(["5", "3", "0"], Value().Matches(html).Select(match => match.Groups[1].Value));
        Assert.Contains("1 had been stored before", html, StringComparison.Ordinal);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $" {Metric("commit_time_seconds_count")} commits"), html, StringComparison.Ordinal);
        Assert.Contains("<dt>Trace id not valid</dt><dd>1</dd>", html, StringComparison.Ordinal);
        Assert.Contains("<dt>support</dt><dd>1,200 lost · 4 rejected</dd>", html, StringComparison.Ordinal);
        Assert.True(Metric("database_size_bytes") > 0 && Metric("database_wal_size_bytes") > 0 && Metric("disk_free_bytes") > 0);
        Assert.Contains("not needed: the process before ended in order", html, StringComparison.Ordinal);
        Assert.Contains("The last write succeeded.", html, StringComparison.Ordinal);
        Assert.Matches("<dt>SQLite</dt><dd>3\\.[0-9.]+</dd>", html);
        Assert.Matches("<dd>[0-9]{14}_[a-z_]+</dd>", html);

        long Metric(string name) => long.Parse(
            metrics.Split('\n').Single(line => line.StartsWith($"aiinstrument_collector_{name} ", StringComparison.Ordinal)).Split(' ')[^1], CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task The_page_loads_itself_again_when_asked_to()
    {
        await using var server = await RunningServer.StartAsync();
        using var admin = await server.SignInAsync();

        Assert.DoesNotContain("http-equiv=\"refresh\"", await admin.GetStringAsync("/system", Cancellation), StringComparison.Ordinal);
        Assert.Contains("<meta http-equiv=\"refresh\" content=\"10\">", await admin.GetStringAsync("/system?refresh=10", Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(12_900, "12.6 KiB")]
    [InlineData(5_242_880, "5.00 MiB")]
    [InlineData(300L << 30, "300 GiB")]
    public void Sizes_are_in_binary_units(long bytes, string expected)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");

        Assert.Equal(expected, Formatting.Figures.Bytes(bytes));
    }

    [GeneratedRegex("<p class=\"headline\"><data value=\"([0-9]+)\"")]
    private static partial Regex Value();
}
