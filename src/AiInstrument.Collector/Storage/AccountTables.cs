using AiInstrument.Collector.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Storage;

/// <summary>Accounts and statements as EF Core knows them.</summary>
internal static class AccountTables
{
    /// <summary>Adds them to the model.</summary>
    public static void Configure(ModelBuilder model)
    {
        ConfigureAccounts(model);
        ConfigureStatements(model);
    }

    private static void ConfigureAccounts(ModelBuilder model)
    {
        model.Entity<User>(table =>
        {
            table.ToTable("users");
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.WorkspaceId).HasColumnName("workspace_id");
            table.Property(row => row.Name).HasColumnName("name");
            table.Property(row => row.Role).HasColumnName("role");
            table.Property(row => row.Active).HasColumnName("active");
            table.Property(row => row.Scheme).HasColumnName("scheme");
            table.Property(row => row.Salt).HasColumnName("salt");
            table.Property(row => row.Hash).HasColumnName("hash");
            table.Property(row => row.Stamp).HasColumnName("stamp");
            table.Property(row => row.CreatedUnixMs).HasColumnName("created_unix_ms");
            table.Property(row => row.SignedInUnixMs).HasColumnName("signed_in_unix_ms");
            table.HasIndex(row => row.Name).IsUnique().HasDatabaseName("ux_users_name");
            table.HasIndex(row => row.WorkspaceId).HasDatabaseName("ix_users_workspace");
            table.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId);
            table.HasMany(row => row.Organizations).WithOne().HasForeignKey(row => row.UserId);
        });
        model.Entity<UserOrganization>(table =>
        {
            table.ToTable("user_organizations");
            table.HasKey(row => new { row.UserId, row.Organization });
            table.Property(row => row.UserId).HasColumnName("user_id");
            table.Property(row => row.Organization).HasColumnName("organization");
        });
        model.Entity<UserIdentity>(table =>
        {
            table.ToTable("user_identities");
            table.HasKey(row => new { row.UserId, row.Provider });
            table.Property(row => row.UserId).HasColumnName("user_id");
            table.Property(row => row.Provider).HasColumnName("provider");
            table.Property(row => row.Subject).HasColumnName("subject");
            table.HasIndex(row => new { row.Provider, row.Subject }).IsUnique().HasDatabaseName("ux_user_identities_subject");
            table.HasOne<User>().WithMany().HasForeignKey(row => row.UserId);
        });
        model.Entity<SignInSession>(table =>
        {
            table.ToTable("sign_in_sessions");
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.SecretHash).HasColumnName("secret_hash");
            table.Property(row => row.UserId).HasColumnName("user_id");
            table.Property(row => row.AdminId).HasColumnName("admin_id");
            table.Property(row => row.Stamp).HasColumnName("stamp");
            table.Property(row => row.CreatedUnixMs).HasColumnName("created_unix_ms");
            table.Property(row => row.SeenUnixMs).HasColumnName("seen_unix_ms");
            table.HasIndex(row => row.SecretHash).IsUnique().HasDatabaseName("ux_sign_in_sessions_secret");
            table.HasIndex(row => row.UserId).HasDatabaseName("ix_sign_in_sessions_user");
            table.HasIndex(row => row.AdminId).HasDatabaseName("ix_sign_in_sessions_admin");
            table.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
            table.HasOne<Admin>().WithMany().HasForeignKey(row => row.AdminId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<Invitation>(table =>
        {
            table.ToTable("invitations");
            table.HasKey(row => row.UserId);
            table.Property(row => row.UserId).ValueGeneratedNever();
            table.Property(row => row.UserId).HasColumnName("user_id");
            table.Property(row => row.SecretHash).HasColumnName("secret_hash");
            table.Property(row => row.ExpiresUnixMs).HasColumnName("expires_unix_ms");
            table.HasIndex(row => row.SecretHash).IsUnique().HasDatabaseName("ux_invitations_secret");
            table.HasOne<User>().WithOne().HasForeignKey<Invitation>(row => row.UserId);
        });
        model.Entity<SignInFailures>(table =>
        {
            table.ToTable("sign_in_failures");
            table.HasKey(row => row.NameHash);
            table.Property(row => row.NameHash).HasColumnName("name_hash");
            table.Property(row => row.Attempts).HasColumnName("attempts");
            table.Property(row => row.LastUnixMs).HasColumnName("last_unix_ms");
            table.Property(row => row.LockedUntilUnixMs).HasColumnName("locked_until_unix_ms");
        });
    }

    private static void ConfigureStatements(ModelBuilder model)
    {
        model.Entity<StatementRow>(table =>
        {
            table.ToTable("statements");
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.WorkspaceId).HasColumnName("workspace_id");
            table.Property(row => row.Organization).HasColumnName("organization");
            table.Property(row => row.Month).HasColumnName("month");
            table.Property(row => row.ClosedUnixMs).HasColumnName("closed_unix_ms");
            table.Property(row => row.ClosedBy).HasColumnName("closed_by");
            table.Property(row => row.LinesSha256).HasColumnName("lines_sha256");
            table.HasIndex(row => new { row.WorkspaceId, row.Organization, row.Month }).IsUnique().HasDatabaseName("ux_statements_month");
            table.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId);
            table.HasMany(row => row.Lines).WithOne().HasForeignKey(row => row.StatementId);
        });
        model.Entity<StatementLineRow>(table =>
        {
            table.ToTable("statement_lines");
            table.HasKey(row => new { row.StatementId, row.Number });
            table.Property(row => row.StatementId).HasColumnName("statement_id");
            table.Property(row => row.Number).HasColumnName("number");
            table.Property(row => row.Day).HasColumnName("day");
            table.Property(row => row.Provider).HasColumnName("provider");
            table.Property(row => row.Model).HasColumnName("model");
            table.Property(row => row.Feature).HasColumnName("feature");
            table.Property(row => row.Category).HasColumnName("category");
            table.Property(row => row.Calls).HasColumnName("calls");
            table.Property(row => row.Succeeded).HasColumnName("succeeded");
            table.Property(row => row.Failed).HasColumnName("failed");
            table.Property(row => row.InputTokens).HasColumnName("input_tokens");
            table.Property(row => row.OutputTokens).HasColumnName("output_tokens");
            table.Property(row => row.CachedInputTokens).HasColumnName("cached_input_tokens");
            table.Property(row => row.CacheWriteTokens).HasColumnName("cache_write_tokens");
            table.Property(row => row.ReasoningTokens).HasColumnName("reasoning_tokens");
            table.Property(row => row.CostNanoUsd).HasColumnName("cost_nano_usd");
            table.Property(row => row.UnpricedCalls).HasColumnName("unpriced_calls");
            table.Property(row => row.UnpricedTokens).HasColumnName("unpriced_tokens");
            table.Property(row => row.EstimatedCalls).HasColumnName("estimated_calls");
            table.Property(row => row.DurationMs).HasColumnName("duration_ms");
            table.Property(row => row.Prices).HasColumnName("prices");
        });
    }
}
