using System.Net;
using System.Text.RegularExpressions;
using AiInstrument.Dashboard.Tests.Support;

namespace AiInstrument.Dashboard.Tests.Hosting;

public sealed partial class AssetTests(ServedUsage usage)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_file_that_a_page_names_is_kept_for_good_and_compressed()
    {
        var html = await usage.Admin.GetStringAsync("/", Cancellation);
        var addresses = Address().Matches(html).Select(match => match.Groups[1].Value).Distinct().ToList();
        using var stranger = usage.Server.Anonymous;

        Assert.True(addresses.Count >= 5);
        foreach (var address in addresses)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Add("Accept-Encoding", "gzip, br");
            using var response = await stranger.SendAsync(request, Cancellation);

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("public, max-age=31536000, immutable", Assert.Single(response.Headers.GetValues("Cache-Control")));
            Assert.Equal(!address.EndsWith(".woff2", StringComparison.Ordinal), response.Content.Headers.ContentEncoding.Contains("br"));
        }
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_found()
    {
        var html = await usage.Admin.GetStringAsync("/", Cancellation);
        var folder = Address().Match(html).Groups[1].Value;

        using var response = await usage.Admin.GetAsync(folder[..folder.LastIndexOf('/')] + "/none.js", Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [GeneratedRegex("\"(/assets/[^\"]+)\"")]
    private static partial Regex Address();
}
