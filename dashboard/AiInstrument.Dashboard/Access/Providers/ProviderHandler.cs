using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AiInstrument.Dashboard.Access.Providers;

/// <summary>The framework's OAuth handler, which asks an OpenID Connect issuer for its endpoints, and a token for the person who has it.</summary>
internal sealed class ProviderHandler(IOptionsMonitor<ProviderOptions> options, ILoggerFactory logger, UrlEncoder encoder) : OAuthHandler<ProviderOptions>(options, logger, encoder)
{
    private SignInProvider Provider => Options.Provider;

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        try
        {
            await FindEndpointsAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or AuthenticationFailureException or OperationCanceledException && !Context.RequestAborted.IsCancellationRequested)
        {
            await ProviderEvents.RefuseAsync(Context, Provider, "Unreachable", exception).ConfigureAwait(false);
            return;
        }

        await base.HandleChallengeAsync(properties).ConfigureAwait(false);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri) => base.BuildChallengeUrl(properties, Redirect(redirectUri));

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        // Another process may have sent the person away.
        await FindEndpointsAsync().ConfigureAwait(false);
        return await base.ExchangeCodeAsync(new OAuthCodeExchangeContext(context.Properties, context.Code, Redirect(context.RedirectUri))).ConfigureAwait(false);
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        using var person = await AskAsync(Options.UserInformationEndpoint, tokens).ConfigureAwait(false);
        using var emails = Provider.EmailsEndpoint is { } endpoint ? await AskAsync(endpoint.ToString(), tokens).ConfigureAwait(false) : null;
        identity.AddClaims(ProviderClaims.Of(person.RootElement, emails?.RootElement));
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }

    /// <summary>The address to come back to, as it is registered with the provider.</summary>
    private string Redirect(string asked) => Options.PublicUrl is { } home ? new Uri(home, new Uri(asked).AbsolutePath).ToString() : asked;

    private async Task<JsonDocument> AskAsync(string endpoint, OAuthTokenResponse tokens)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var response = await Backchannel.SendAsync(request, Context.RequestAborted).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new AuthenticationFailureException($"The provider answered {(int)response.StatusCode} when it was asked who signs in.");
        }

        return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(Context.RequestAborted).ConfigureAwait(false));
    }

    /// <summary>Asks the issuer once; a start does not wait for it, and a failure is not remembered.</summary>
    private async Task FindEndpointsAsync()
    {
        if (Provider.Issuer is not { } issuer || Options.TokenEndpoint is { Length: > 0 })
        {
            return;
        }

        var address = issuer.ToString().TrimEnd('/');
        var found = await Backchannel.GetFromJsonAsync<JsonElement>(address + "/.well-known/openid-configuration", Context.RequestAborted).ConfigureAwait(false);
        if (Text("issuer")?.TrimEnd('/') != address)
        {
            throw new AuthenticationFailureException($"What is found at '{address}' names another issuer.");
        }

        Options.AuthorizationEndpoint = Endpoint("authorization_endpoint");
        Options.UserInformationEndpoint = Endpoint("userinfo_endpoint");
        Options.TokenEndpoint = Endpoint("token_endpoint");

        string? Text(string name) => found.ValueKind == JsonValueKind.Object && found.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        string Endpoint(string name) => Uri.TryCreate(Text(name), UriKind.Absolute, out var endpoint) && SignInProvider.IsSafe(endpoint)
            ? endpoint.ToString()
            : throw new AuthenticationFailureException($"The issuer '{address}' names no {name} with https.");
    }
}
