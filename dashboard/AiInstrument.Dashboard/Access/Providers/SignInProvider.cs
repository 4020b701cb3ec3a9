using System.Text.RegularExpressions;
using AiInstrument.Collector.Access;

namespace AiInstrument.Dashboard.Access.Providers;

/// <summary>
/// An OAuth 2.0 or OpenID Connect provider that people sign in with, by the authorization code flow with PKCE (RFC 6749, RFC 7636). Register
/// <c>{dashboard}/signin/callback/{name}</c> there as the redirect address.
/// </summary>
public sealed partial class SignInProvider
{
    /// <summary>What addresses and the audit log call it: lower-case ASCII letters, digits and <c>-</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the button on the sign-in page says after "Sign in with".</summary>
    public required string Label { get; init; }

    /// <summary>The client's id.</summary>
    public required string ClientId { get; init; }

    /// <summary>The client's secret.</summary>
    public required string ClientSecret { get; init; }

    /// <summary>The domains of e-mail addresses that may sign in, such as <c>example.com</c>, without their subdomains. At least one.</summary>
    public required IReadOnlyList<string> EmailDomains { get; init; }

    /// <summary>An OpenID Connect issuer, whose endpoints are read from <c>/.well-known/openid-configuration</c> when somebody first signs in; null where the endpoints below are given.</summary>
    public Uri? Issuer { get; init; }

    /// <summary>Where people are sent to.</summary>
    public Uri? AuthorizationEndpoint { get; init; }

    /// <summary>Where a code is exchanged for a token.</summary>
    public Uri? TokenEndpoint { get; init; }

    /// <summary>What says who has the token: a JSON object with <c>sub</c> or <c>id</c>, and unless <see cref="EmailsEndpoint"/> is given, <c>email</c> and <c>email_verified</c>.</summary>
    public Uri? UserInfoEndpoint { get; init; }

    /// <summary>A JSON array of <c>email</c>, <c>primary</c> and <c>verified</c>, as GitHub has it; null where <see cref="UserInfoEndpoint"/> names the address.</summary>
    public Uri? EmailsEndpoint { get; init; }

    /// <summary>What is asked for.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "email"];

    /// <summary>
    /// Whether an address counts that the provider does not call verified. Only for a provider where nobody can choose an address by themselves, such as an organization's own directory.
    /// </summary>
    public bool AcceptUnverifiedEmail { get; init; }

    /// <summary>The role of the account that is made for a person who has none: <see cref="UserRole.Member"/> of no organization, or <see cref="UserRole.Analyst"/>. Null, the default, lets in only whom an admin has invited.</summary>
    public UserRole? Newcomers { get; init; }

    /// <summary>Whose ids of people these are: another issuer by the same name here knows other people.</summary>
    internal string Identity => Issuer?.ToString() ?? Name;

    internal string Scheme => "AiDashboard.Provider." + Name;

    /// <summary>Accounts of Google.</summary>
    /// <param name="clientId">The client's id.</param>
    /// <param name="clientSecret">The client's secret.</param>
    /// <param name="emailDomains">Who may sign in.</param>
    /// <param name="newcomers">See <see cref="Newcomers"/>.</param>
    public static SignInProvider Google(string clientId, string clientSecret, IReadOnlyList<string> emailDomains, UserRole? newcomers = null) => new()
    {
        Name = "google",
        Label = "Google",
        ClientId = clientId,
        ClientSecret = clientSecret,
        EmailDomains = emailDomains,
        Newcomers = newcomers,
        Issuer = new Uri("https://accounts.google.com"),
    };

    /// <summary>Accounts of GitHub, by their primary address.</summary>
    /// <param name="clientId">The client's id.</param>
    /// <param name="clientSecret">The client's secret.</param>
    /// <param name="emailDomains">Who may sign in.</param>
    /// <param name="newcomers">See <see cref="Newcomers"/>.</param>
    public static SignInProvider GitHub(string clientId, string clientSecret, IReadOnlyList<string> emailDomains, UserRole? newcomers = null) => new()
    {
        Name = "github",
        Label = "GitHub",
        ClientId = clientId,
        ClientSecret = clientSecret,
        EmailDomains = emailDomains,
        Newcomers = newcomers,
        AuthorizationEndpoint = new Uri("https://github.com/login/oauth/authorize"),
        TokenEndpoint = new Uri("https://github.com/login/oauth/access_token"),
        UserInfoEndpoint = new Uri("https://api.github.com/user"),
        EmailsEndpoint = new Uri("https://api.github.com/user/emails"),
        Scopes = ["user:email"],
    };

    /// <summary>What is wrong with the settings in one sentence, or null.</summary>
    internal string? Problem() => this switch
    {
        _ when !NamePattern().IsMatch(Name) => $"A sign-in provider's name is lower-case letters, digits and '-', but one is '{Name}'.",
        { ClientId.Length: 0 } or { ClientSecret.Length: 0 } => $"The sign-in provider {Name} needs a client id and a client secret.",
        { EmailDomains.Count: 0 } => $"The sign-in provider {Name} needs the e-mail domains that may sign in; without them everybody who has an account there could.",
        _ when EmailDomains.FirstOrDefault(domain => !DomainPattern().IsMatch(domain)) is { } domain => $"An e-mail domain is like example.com, but one is '{domain}'.",
        { Newcomers: UserRole.Admin } => $"The sign-in provider {Name} cannot make newcomers admins: an admin raises an account.",
        { Issuer: null } when AuthorizationEndpoint is null || TokenEndpoint is null || UserInfoEndpoint is null => $"The sign-in provider {Name} needs an issuer, or the addresses of authorization, token and user information.",
        _ when ((Uri?[])[Issuer, AuthorizationEndpoint, TokenEndpoint, UserInfoEndpoint, EmailsEndpoint]).FirstOrDefault(address => address is not null && !IsSafe(address)) is { } address =>
            $"The sign-in provider {Name} must be reached by https, but an address is '{address.GetLeftPart(UriPartial.Path)}'.",
        _ => null,
    };

    /// <summary>Whether tokens may go to an address: nobody on the way can read them.</summary>
    internal static bool IsSafe(Uri address) => address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>Whether an e-mail address is of an allowed domain.</summary>
    internal bool Allows(string email) =>
        email.Split('@') is [{ Length: > 0 }, var domain] && EmailDomains.Contains(domain, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,31}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DomainPattern();
}
