using System.Globalization;
using System.Net;
using System.Text.Json;

namespace AiInstrument.Cli.Builds;

/// <summary>What a collector knows of the last 30 days, by call site, feature, model and route or job.</summary>
internal sealed class UsageOfMonth
{
    private const string Stats = "api/ai-usage/stats?period=30d";
    private const string CallSitePages = "api/ai-usage/call-sites?period=30d&sort=name&pageSize=200&page=";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private UsageOfMonth(JsonElement stats, IReadOnlyDictionary<string, UsageCost> callSites, UsageCost? withoutCallSite)
    {
        CallSites = callSites;
        Costs = new DiffCosts(stats.GetProperty("from").GetString(), stats.GetProperty("to").GetString()!, Cost(stats.GetProperty("totals")), withoutCallSite);
        Features = By(stats, "byFeature", "feature");
        Models = By(stats, "byModel", "model");
        EntryPoints = By(stats, "byRoute", "route");
    }

    /// <summary>All of it.</summary>
    public DiffCosts Costs { get; }

    /// <summary>By call site's id; those that the latest builds declare and nobody called have no calls.</summary>
    public IReadOnlyDictionary<string, UsageCost> CallSites { get; }

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
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            Timeout = s_patience,
            BaseAddress = collector.AbsoluteUri.EndsWith('/') ? collector : new Uri(collector.AbsoluteUri + "/"),
        };
        try
        {
            client.DefaultRequestHeaders.Add("x-api-key", key);
            using var stats = await GetAsync(client, Stats, cancellationToken).ConfigureAwait(false);
            var (callSites, without) = await GetCallSitesAsync(client, cancellationToken).ConfigureAwait(false);
            return new UsageOfMonth(stats.RootElement, callSites, without);
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

    private static async Task<JsonDocument> GetAsync(HttpClient client, string path, CancellationToken cancellationToken)
    {
        var host = client.BaseAddress!.Host;
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), cancellationToken).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw new InvalidDataException($"{host} refuses the key: it must be one that may read."),
            var other => throw new InvalidDataException($"{host} answers {(int)other} where a collector's dashboard answers with figures."),
        };
    }

    private static async Task<(Dictionary<string, UsageCost> CallSites, UsageCost? Without)> GetCallSitesAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var sites = new Dictionary<string, UsageCost>(StringComparer.Ordinal);
        UsageCost? without = null;
        for (var (page, read, all) = (1, 0, 1); read < all; page++)
        {
            using var answer = await GetAsync(client, CallSitePages + page.ToString(CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
            var items = answer.RootElement.GetProperty("items");
            foreach (var item in items.EnumerateArray())
            {
                var cost = Cost(item.GetProperty("usage"));
                if (item.TryGetProperty("name", out var name) && name.GetString() is { } id)
                {
                    sites[id] = cost;
                }
                else
                {
                    without = cost;
                }
            }

            read += items.GetArrayLength();

            // Names may vanish while pages are read.
            all = items.GetArrayLength() == 0 ? read : answer.RootElement.GetProperty("totalCount").GetInt32();
        }

        return (sites, without);
    }

    private static Dictionary<string, UsageCost> By(JsonElement stats, string list, string name) =>
        stats.GetProperty(list).EnumerateArray()
            .Where(group => group.GetProperty(name).ValueKind == JsonValueKind.String)
            .ToDictionary(group => group.GetProperty(name).GetString()!, Cost, StringComparer.Ordinal);

    private static UsageCost Cost(JsonElement measures) =>
        new(measures.GetProperty("calls").GetInt64(), measures.GetProperty("costNanoUsd").GetInt64(), measures.GetProperty("unpricedCalls").GetInt64());
}
