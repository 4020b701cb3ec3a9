using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Auditing;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Tests.Access;

/// <summary>What a key may do is what it was made for, whichever way it is sent.</summary>
public sealed class ApiKeyTests
{
    private const string Stats = "/api/ai-usage/stats";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ApiKeyScopes.Ingest, HttpStatusCode.OK, HttpStatusCode.Forbidden)]
    [InlineData(ApiKeyScopes.Read, HttpStatusCode.Forbidden, HttpStatusCode.OK)]
    [InlineData(ApiKeyScopes.Ingest | ApiKeyScopes.Read, HttpStatusCode.OK, HttpStatusCode.OK)]
    public async Task A_key_does_what_it_was_made_for_until_it_is_revoked(ApiKeyScopes scopes, HttpStatusCode sends, HttpStatusCode reads)
    {
        await using var server = await RunningServer.StartAsync();
        var keys = server.Server.Services.GetRequiredService<IApiKeys>();
        var key = await keys.CreateAsync(new Actor(1, "tests"), "one", scopes, Cancellation);
        using var byHeader = server.Anonymous;
        byHeader.DefaultRequestHeaders.Add("x-api-key", key);
        using var byToken = server.Anonymous;
        byToken.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

        foreach (var client in (HttpClient[])[byHeader, byToken])
        {
            Assert.Equal((sends, reads), (await SendAsync(client), await StatusAsync(client)));
        }

        Assert.True(await keys.RevokeAsync(new Actor(1, "tests"), (await keys.ListAsync(1, Cancellation)).Single(info => info.Name == "one").Id, Cancellation));
        foreach (var client in (HttpClient[])[byHeader, byToken])
        {
            Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (await SendAsync(client), await StatusAsync(client)));
        }

        async Task<HttpStatusCode> SendAsync(HttpClient client)
        {
            using var answer = await client.PostAsJsonAsync(new Uri(server.Server.OtlpHttp, "v1/traces"), new JsonObject(), Cancellation);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_token_of_somebody_else_does_not_shut_out_who_signed_in_and_a_wrong_key_does()
    {
        await using var server = await RunningServer.StartAsync();
        using var person = await server.SignInAsync();
        person.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "of-the-application-around");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(person));

        person.DefaultRequestHeaders.Add("x-api-key", "unknown");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(person));

        using var stranger = server.Anonymous;
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "unknown");
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(stranger));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(Stats, Cancellation);
        return answer.StatusCode;
    }
}
