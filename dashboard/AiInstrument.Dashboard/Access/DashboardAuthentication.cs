using System.Globalization;
using System.Security.Claims;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Auditing;

namespace AiInstrument.Dashboard.Access;

/// <summary>Names of the dashboard's schemes and policies, and what its identities carry.</summary>
internal static class DashboardAuthentication
{
    /// <summary>Admins who signed in on the sign-in page.</summary>
    public const string CookieScheme = "AiDashboard";

    /// <summary>The JSON API: an API key, or an admin's cookie.</summary>
    public const string ApiScheme = "AiDashboard.Api";

    public const string AdminPolicy = "AiDashboard.Admin";

    public const string ReadPolicy = "AiDashboard.Read";

    /// <summary>Present on identities that may read usage.</summary>
    public const string ReadClaim = "ai.read";

    private const string WorkspaceClaim = "ai.workspace";

    private const string AdminValue = "admin";

    public static ClaimsPrincipal ToPrincipal(this AdminIdentity admin) => new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, admin.UserId.ToString(CultureInfo.InvariantCulture)),
            new(ClaimTypes.Name, admin.Name),
            Workspace(admin.WorkspaceId),
            new(ReadClaim, AdminValue),
        ],
        CookieScheme));

    public static ClaimsPrincipal ToPrincipal(this ApiKeyIdentity key)
    {
        var identity = new ClaimsIdentity([Workspace(key.WorkspaceId), new(ClaimTypes.Name, string.Create(CultureInfo.InvariantCulture, $"key:{key.KeyId}"))], ApiScheme);
        if (key.Scopes.HasFlag(ApiKeyScopes.Read))
        {
            identity.AddClaim(new Claim(ReadClaim, "key"));
        }

        return new ClaimsPrincipal(identity);
    }

    /// <summary>The workspace of a signed-in admin or verified key.</summary>
    public static int WorkspaceId(this ClaimsPrincipal principal) =>
        int.Parse(
            principal.FindFirstValue(WorkspaceClaim) ?? throw new InvalidOperationException("The identity belongs to no workspace."),
            NumberStyles.None,
            CultureInfo.InvariantCulture);

    /// <summary>Whether it is an admin who signed in, who alone may see prompts and answers.</summary>
    public static bool IsAdmin(this ClaimsPrincipal principal) => principal.HasClaim(ReadClaim, AdminValue);

    /// <summary>A signed-in admin or verified key as the audit log names them.</summary>
    public static Actor Actor(this ClaimsPrincipal principal) => new(principal.WorkspaceId(), principal.FindFirstValue(ClaimTypes.Name) ?? "");

    private static Claim Workspace(int id) => new(WorkspaceClaim, id.ToString(CultureInfo.InvariantCulture));
}
