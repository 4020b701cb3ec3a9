using System.Net;
using System.Text.Json;

namespace AiInstrument.Cli.Builds;

/// <summary>What a collector knows of the last 30 days, by feature, model and route or job.</summary>
internal sealed class UsageOfMonth
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private UsageOfMonth(JsonElement stats)
    {
        Costs = new DiffCosts(stats.GetProperty("from").GetString(), stats.GetProperty("to").GetString()!, Cost(stats.GetProperty("totals")));
        Features = By(stats, "byFeature", "feature");
        Models = By(stats, "byModel", "model");
        EntryPoints = By(stats, "byRoute", "route");
    }

    /// <summary>All of it.</summary>
    public DiffCosts Costs { get; }

    /// <summary>By feature id.</summary>
    public IReadOnlyDictionary<string, UsageCost> Features { get; }

    /// <summary>By model.</summary>
    public IReadOnlyDictionary<string, UsageCost> Models { get; }

    /// <summary>By route or job.</summary>
    public IReadOnlyDictionary<string, UsageCost> EntryPoints { get; }

    /// <summary>Asks a collector's dashboard.</summary>
    /// <param name="collector">Its address.</param>
    /// <param name="key">An API key that may read.</param>
    /// <param name="cancellationToken">Stops the question.</param>
    /// <exception cref="InvalidDataException">It did not answer as a collector does. The message never has the key.</exception>
    public static async Task<UsageOfMonth> AskAsync(Uri collector, string key, CancellationToken cancellationToken)
    {
        // A redirect would take the key to another host.
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = s_patience };
        var root = collector.AbsoluteUri.EndsWith('/') ? collector : new Uri(collector.AbsoluteUri + "/");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(root, "api/ai-usage/stats?period=30d"));
        try
        {
            request.Headers.Add("x-api-key", key);
            using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw new InvalidDataException(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                    ? $"{collector.Host} refuses the key: it must be one that may read."
                    : $"{collector.Host} answers {(int)response.StatusCode} where a collector's dashboard answers with figures.");
            }

            using var stats = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
            return new UsageOfMonth(stats.RootElement);
        }
        catch (FormatException e)
        {
            throw new InvalidDataException("The key has signs that no key has.", e);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException(e is HttpRequestException ? $"{collector.Host} cannot be reached: {e.Message}" : $"{collector.Host} answers, but not as a collector's dashboard does.", e);
        }
        catch (TaskCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidDataException($"{collector.Host} did not answer in time.", e);
        }
    }

    private static Dictionary<string, UsageCost> By(JsonElement stats, string list, string name) =>
        stats.GetProperty(list).EnumerateArray()
            .Where(group => group.GetProperty(name).ValueKind == JsonValueKind.String)
            .ToDictionary(group => group.GetProperty(name).GetString()!, Cost, StringComparer.Ordinal);

    private static UsageCost Cost(JsonElement measures) =>
        new(measures.GetProperty("calls").GetInt64(), measures.GetProperty("costNanoUsd").GetInt64(), measures.GetProperty("unpricedCalls").GetInt64());
}
