using System.CommandLine;
using AiInstrument.Collector.Access;
using AiInstrument.Dashboard.Access.Providers;
using AiInstrument.Dashboard.Hosting;

namespace AiInstrument.Dashboard.Host;

/// <summary>The settings of a provider that people sign in with.</summary>
internal sealed class SignInSettings
{
    private readonly Setting _provider = new("--oauth-provider", "AIINSTRUMENT_OAUTH_PROVIDER", "WHO", "", "What people sign in with besides a password: google, github, or the address of an OpenID Connect issuer. Empty for nothing");
    private readonly Setting _label = new("--oauth-label", "AIINSTRUMENT_OAUTH_LABEL", "TEXT", "", "What the sign-in page calls the issuer. Empty for its host's name");
    private readonly Setting _client = new("--oauth-client-id", "AIINSTRUMENT_OAUTH_CLIENT_ID", "ID", "", "The client's id at the provider");
    private readonly Setting _domains = new("--oauth-domains", "AIINSTRUMENT_OAUTH_DOMAINS", "LIST", "", "The domains of e-mail addresses that may sign in with it, separated by commas");
    private readonly Setting _newcomers = new("--oauth-newcomers", "AIINSTRUMENT_OAUTH_NEWCOMERS", "ROLE", "none", "What a person without an account becomes: member (of no organization), analyst, or none (only whom an admin has invited may sign in)");
    private readonly Setting _unverified = new("--oauth-unverified", "AIINSTRUMENT_OAUTH_UNVERIFIED", "HOW", "refuse", "Addresses that the issuer does not call verified: refuse, or accept (only where nobody can choose an address by themselves)");

    public IReadOnlyList<Setting> All => [_provider, _label, _client, _domains, _newcomers, _unverified];

    /// <exception cref="DashboardStartException">A setting is wrong.</exception>
    public IReadOnlyList<SignInProvider> Read(ParseResult parsed, Func<string, string?> environment, string? secret)
    {
        var provider = _provider.Read(parsed, environment);
        if (provider.Length == 0)
        {
            return [];
        }

        var client = _client.Read(parsed, environment);
        var domains = _domains.Read(parsed, environment).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        UserRole? newcomers = _newcomers.ReadChoice(parsed, environment, "none", "member", "analyst") switch
        {
            "member" => UserRole.Member,
            "analyst" => UserRole.Analyst,
            _ => null,
        };
        var accept = _unverified.ReadChoice(parsed, environment, "refuse", "accept") == "accept";
        return
        [
            provider switch
            {
                "google" => SignInProvider.Google(client, secret ?? "", domains, newcomers),
                "github" => SignInProvider.GitHub(client, secret ?? "", domains, newcomers),
                _ when Uri.TryCreate(provider, UriKind.Absolute, out var issuer) => new SignInProvider
                {
                    Name = "openid",
                    Label = _label.Read(parsed, environment) is { Length: > 0 } label ? label : issuer.Host,
                    ClientId = client,
                    ClientSecret = secret ?? "",
                    EmailDomains = domains,
                    Issuer = issuer,
                    AcceptUnverifiedEmail = accept,
                    Newcomers = newcomers,
                },
                _ => throw new DashboardStartException($"--oauth-provider (AIINSTRUMENT_OAUTH_PROVIDER) must be google, github or an issuer's address like https://login.example.com, but is '{provider}'."),
            },
        ];
    }
}
