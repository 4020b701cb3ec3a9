using System.Globalization;
using System.Security.Claims;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Queries;
using Microsoft.AspNetCore.Authorization;

namespace AiInstrument.Dashboard.Access;

/// <summary>Names of the dashboard's schemes and policies, and what its identities carry.</summary>
internal static class DashboardAuthentication
{
    /// <summary>People who signed in on the sign-in page.</summary>
    public const string CookieScheme = "AiDashboard";

    /// <summary>People whom a trusted reverse proxy names.</summary>
    public const string ProxyScheme = "AiDashboard.Proxy";

    /// <summary>People, whichever way they sign in. A further way, such as OAuth, is one more scheme beside these that finds the account with <see cref="ISignIns.FindAsync"/>, or a handler that starts a session, which then ends like every other.</summary>
    public const string PersonScheme = "AiDashboard.Person";

    /// <summary>The JSON API: an API key, or a person.</summary>
    public const string ApiScheme = "AiDashboard.Api";

    /// <summary>Pages of admins.</summary>
    public const string AdminPolicy = "AiDashboard.Admin";

    /// <summary>Pages of whoever may read the whole workspace.</summary>
    public const string ReaderPolicy = "AiDashboard.Reader";

    /// <summary>Pages of everybody who is signed in.</summary>
    public const string MemberPolicy = "AiDashboard.Member";

    /// <summary>The API for whoever may read the whole workspace.</summary>
    public const string ReadPolicy = "AiDashboard.Read";

    /// <summary>The API for members of organizations too; queries show them what is their own.</summary>
    public const string ReadOwnPolicy = "AiDashboard.ReadOwn";

    /// <summary>The API for admins who signed in; not for keys, whatever they may do.</summary>
    public const string ReadAllPolicy = "AiDashboard.ReadAll";

    /// <summary>Present on identities that may read the usage of the whole workspace.</summary>
    public const string ReadClaim = "ai.read";

    private const string RoleClaim = "ai.role";
    private const string OrganizationClaim = "ai.organization";
    private const string SessionClaim = "ai.session";
    private const string SessionIdClaim = "ai.session.id";
    private const string UserClaim = "ai.user";
    private const string WorkspaceClaim = "ai.workspace";

    private static readonly string[] Readers = [nameof(UserRole.Admin), nameof(UserRole.Analyst)];
    private static readonly string[] Everybody = [.. Readers, nameof(UserRole.Member)];

    /// <summary>Adds the policies.</summary>
    public static void AddPolicies(AuthorizationBuilder authorization) => authorization
        .AddPolicy(AdminPolicy, policy => policy.AddAuthenticationSchemes(PersonScheme).RequireClaim(RoleClaim, nameof(UserRole.Admin)))
        .AddPolicy(ReaderPolicy, policy => policy.AddAuthenticationSchemes(PersonScheme).RequireClaim(RoleClaim, Readers))
        .AddPolicy(MemberPolicy, policy => policy.AddAuthenticationSchemes(PersonScheme).RequireClaim(RoleClaim, Everybody))
        .AddPolicy(ReadPolicy, policy => policy.AddAuthenticationSchemes(ApiScheme).RequireAuthenticatedUser().RequireClaim(ReadClaim))
        .AddPolicy(ReadOwnPolicy, policy => policy.AddAuthenticationSchemes(ApiScheme).RequireAuthenticatedUser()
            .RequireAssertion(context => context.User.HasClaim(claim => claim.Type is ReadClaim or RoleClaim)))
        .AddPolicy(ReadAllPolicy, policy => policy.AddAuthenticationSchemes(ApiScheme).RequireClaim(RoleClaim, nameof(UserRole.Admin)));

    /// <summary>The policy of a page; null for one that is open to strangers.</summary>
    public static string? PolicyOf(PageAudience audience) => audience switch
    {
        PageAudience.Anyone => null,
        PageAudience.Members => MemberPolicy,
        PageAudience.Readers => ReaderPolicy,
        _ => AdminPolicy,
    };

    /// <summary>The policy of an endpoint of the API.</summary>
    public static string ApiPolicyOf(PageAudience audience) => audience switch
    {
        PageAudience.Members => ReadOwnPolicy,
        PageAudience.Readers => ReadPolicy,
        _ => ReadAllPolicy,
    };

    /// <summary>What a cookie holds: the session's secret and nothing else.</summary>
    public static ClaimsPrincipal SessionPrincipal(string session) => new(new ClaimsIdentity([new(SessionClaim, session)], CookieScheme));

    /// <summary>A person.</summary>
    /// <param name="account">Who.</param>
    /// <param name="scheme">How they signed in.</param>
    /// <param name="session">The session's secret, or null.</param>
    public static ClaimsPrincipal ToPrincipal(this AccountIdentity account, string scheme, string? session = null)
    {
        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, account.UserId is { } user ? Invariant($"user:{user}") : "token:" + account.Name),
                new(ClaimTypes.Name, account.Name),
                Workspace(account.WorkspaceId),
                new(RoleClaim, account.Role.ToString()),
                .. account.Organizations.Select(organization => new Claim(OrganizationClaim, organization)),
            ],
            scheme);
        if (account.Role != UserRole.Member)
        {
            identity.AddClaim(new Claim(ReadClaim, "person"));
        }

        Add(UserClaim, account.UserId is { } id ? Invariant($"{id}") : null);
        Add(SessionIdClaim, account.SessionId is { } number ? Invariant($"{number}") : null);
        Add(SessionClaim, session);
        return new ClaimsPrincipal(identity);

        void Add(string type, string? value)
        {
            if (value is not null)
            {
                identity.AddClaim(new Claim(type, value));
            }
        }
    }

    public static ClaimsPrincipal ToPrincipal(this ApiKeyIdentity key)
    {
        var identity = new ClaimsIdentity([Workspace(key.WorkspaceId), new(ClaimTypes.Name, Invariant($"key:{key.KeyId}"))], ApiScheme);
        if (key.Scopes.HasFlag(ApiKeyScopes.Read))
        {
            identity.AddClaim(new Claim(ReadClaim, "key"));
        }

        return new ClaimsPrincipal(identity);
    }

    /// <summary>The workspace of a signed-in person or verified key.</summary>
    public static int WorkspaceId(this ClaimsPrincipal principal) =>
        int.Parse(
            principal.FindFirstValue(WorkspaceClaim) ?? throw new InvalidOperationException("The identity belongs to no workspace."),
            NumberStyles.None,
            CultureInfo.InvariantCulture);

    /// <summary>Whether this is a signed-in admin and no API key.</summary>
    public static bool IsAdmin(this ClaimsPrincipal principal) => principal.Role() == UserRole.Admin;

    /// <summary>A signed-in person or verified key as the audit log names them.</summary>
    public static Actor Actor(this ClaimsPrincipal principal) => new(principal.WorkspaceId(), principal.FindFirstValue(ClaimTypes.Name) ?? "");

    /// <summary>The role of a signed-in person; null for a key or a stranger.</summary>
    public static UserRole? Role(this ClaimsPrincipal principal) => Enum.TryParse<UserRole>(principal.FindFirstValue(RoleClaim), out var role) ? role : null;

    /// <summary>Whether a page may be opened.</summary>
    public static bool May(this ClaimsPrincipal principal, PageAudience audience) => audience switch
    {
        PageAudience.Anyone => true,
        PageAudience.Members => principal.Role() is not null,
        PageAudience.Readers => principal.Role() is UserRole.Admin or UserRole.Analyst,
        _ => principal.Role() is UserRole.Admin,
    };

    /// <summary>The signed-in user's id; null for an admin's token and for keys.</summary>
    public static int? UserId(this ClaimsPrincipal principal) => int.TryParse(principal.FindFirstValue(UserClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The session's id; null for keys and behind a trusted proxy.</summary>
    public static long? SessionId(this ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue(SessionIdClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The session's secret; null for keys and behind a trusted proxy.</summary>
    public static string? SessionSecret(this ClaimsPrincipal principal) => principal.FindFirstValue(SessionClaim);

    /// <summary>Whose usage the person or key may see. An application's own users, whom the dashboard does not know, are the application's business.</summary>
    public static UsageAudience Audience(this ClaimsPrincipal principal) => principal.Role() == UserRole.Member
        ? UsageAudience.Of(principal.FindAll(OrganizationClaim).Select(claim => claim.Value))
        : UsageAudience.Everything;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static Claim Workspace(int id) => new(WorkspaceClaim, Invariant($"{id}"));
}
