using System.Globalization;
using System.Net;
using System.Text.Json;

namespace AiInstrument.Cli.Diagnosis;

/// <summary>Asks the JSON API with the key: whether it may read, and what applications say they have lost.</summary>
internal static class DashboardCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Checks.</summary>
    public static async Task RunAsync(Uri dashboard, Target? target, List<Finding> findings, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { ConnectTimeout = Patience, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { Timeout = Patience };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(dashboard, "/api/ai-usage/stats?period=7d"));
        foreach (var (name, value) in target?.Headers ?? [])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            findings.Add(response.StatusCode switch
            {
                HttpStatusCode.OK => Finding.Ok("dashboard", "The JSON API can be read with this key."),
                HttpStatusCode.Unauthorized => Finding.Warn("dashboard", "The dashboard answers; the JSON API is not open to this key, or to none.", "For reading, make a key that may read, on the page API keys."),
                HttpStatusCode.Forbidden => Finding.Warn("dashboard", "The key may send and not read.", "That is enough for applications; for reading, make one that may read."),
                _ => Finding.Fail("dashboard", string.Create(CultureInfo.InvariantCulture, $"{dashboard.Authority} answered with {(int)response.StatusCode}."), "Correct --dashboard: it is the address that people open."),
            });
            if (response.StatusCode == HttpStatusCode.OK)
            {
                var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
                await using (body.ConfigureAwait(false))
                {
                    using var stats = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken).ConfigureAwait(false);
                    findings.AddRange(Losses(stats.RootElement));
                }
            }
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            findings.Add(Finding.Fail("dashboard", $"{dashboard.Authority} does not answer: {e.Message}", "Start the server, or correct --dashboard."));
        }
    }

    private static IEnumerable<Finding> Losses(JsonElement stats)
    {
        if (!stats.TryGetProperty("losses", out var losses) || losses.GetArrayLength() == 0)
        {
            return [Finding.Ok("lost spans", "No application says that it has lost any in seven days.")];
        }

        return losses.EnumerateArray().Select(loss => Finding.Warn(
            "lost spans",
            string.Create(CultureInfo.InvariantCulture, $"{loss.GetProperty("service").GetString()} says it has lost {loss.GetProperty("lost").GetInt64()} and that {loss.GetProperty("rejected").GetInt64()} were rejected."),
            "Give its outbox more room (Outbox.MaxBytes), and look at its log for the reason."));
    }
}
