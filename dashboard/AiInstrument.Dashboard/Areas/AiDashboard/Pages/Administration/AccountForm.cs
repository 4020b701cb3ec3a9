using AiInstrument.Collector.Access;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Administration;

/// <summary>Role and organizations as a form sends them.</summary>
/// <param name="Role">The role, or null when it is none.</param>
/// <param name="Organizations">One id for each line.</param>
internal sealed record AccountForm(UserRole? Role, string Organizations)
{
    /// <summary>Nothing chosen.</summary>
    public static AccountForm Empty { get; } = new(UserRole.Member, "");

    /// <summary>Organizations apart, without empty lines.</summary>
    public IReadOnlyList<string> Ids => [.. Organizations.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    /// <summary>What an account has.</summary>
    public static AccountForm Of(UserAccount account) => new(account.Role, string.Join('\n', account.Organizations));

    /// <summary>Reads the fields.</summary>
    public static AccountForm Read(string? role, string? organizations) => new(
        Enum.TryParse<UserRole>(role, out var known) && Enum.IsDefined(known) ? known : null,
        (organizations ?? "").ReplaceLineEndings("\n"));

    /// <summary>Each wrong field with the resource key of why.</summary>
    public IEnumerable<(string Field, string Key)> Problems()
    {
        if (Role is null)
        {
            yield return ("role", "Accounts.BadRole");
        }

        if (!Ids.All(AccountRules.IsOrganization))
        {
            yield return ("organizations", "Accounts.BadOrganization");
        }
        else if (Role == UserRole.Member && Ids.Count == 0)
        {
            yield return ("organizations", "Accounts.NoOrganization");
        }
    }
}
