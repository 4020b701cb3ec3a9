using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Billing;
using AiInstrument.Collector.Queries;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>A server with somebody of each role.</summary>
public sealed class AuthorizationMatrix : IAsyncLifetime
{
    internal RunningServer Server { get; private set; } = null!;

    /// <summary>Admin, analyst, member of org-aurora, member of an organization without calls, stranger, key that may read, key that may send, revoked key.</summary>
    internal IReadOnlyList<HttpClient> Clients { get; private set; } = [];

    /// <summary>The id of a record of org-aurora.</summary>
    internal string OwnRecord { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        Server = await RunningServer.StartAsync(SampleUsage.Spans);
        var services = Server.Server.Services;
        var tests = new Actor(1, "tests");
        var keys = services.GetRequiredService<IApiKeys>();
        var revoked = await keys.CreateAsync(tests, "revoked", ApiKeyScopes.Read, cancellation);
        var ingest = await keys.CreateAsync(tests, "ingest", ApiKeyScopes.Ingest, cancellation);
        var gone = WithKey(revoked);
        using (var before = await gone.GetAsync("/api/ai-usage/stats", cancellation))
        {
            before.EnsureSuccessStatusCode();
        }

        Assert.True(await keys.RevokeAsync(tests, (await keys.ListAsync(1, cancellation)).Single(key => key.Name == "revoked").Id, cancellation));
        await using (var scope = services.CreateAsyncScope())
        {
            var (outcome, id) = await scope.ServiceProvider.GetRequiredService<IBilling>().CloseAsync(tests, "org-aurora", new CalendarMonth(2026, 2), carryCorrections: true, cancellation);
            Assert.Equal((CloseOutcome.Closed, 1), (outcome, id));
        }

        Clients =
        [
            await Server.SignInAsAsync("ada", UserRole.Admin),
            await Server.SignInAsAsync("anna", UserRole.Analyst),
            await Server.SignInAsAsync("max", UserRole.Member, "org-aurora"),
            await Server.SignInAsAsync("other", UserRole.Member, "org-without-calls"),
            Server.Anonymous,
            WithKey(RunningServer.ApiKey),
            WithKey(ingest),
            gone,
        ];
        var own = await Clients[0].GetFromJsonAsync<JsonObject>("/api/ai-usage/records?organization=org-aurora&pageSize=1", cancellation);
        OwnRecord = own!["items"]![0]!["id"]!.GetValue<long>().ToString(CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in Clients)
        {
            client.Dispose();
        }

        await Server.DisposeAsync();
    }

    private HttpClient WithKey(string key)
    {
        var client = Server.Anonymous;
        client.DefaultRequestHeaders.Add("x-api-key", key);
        return client;
    }
}
