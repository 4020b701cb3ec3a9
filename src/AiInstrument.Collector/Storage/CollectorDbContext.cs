using AiInstrument.Collector.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AiInstrument.Collector.Storage;

/// <summary>
/// The control plane: workspaces, accounts, keys, prices, registries, statements and the audit log. The telemetry tables (interactions, attributes, dimension values, rollups) are written by
/// the prepared commands of <see cref="SqliteTelemetryStore"/> and read by the queries; the migrations of this context create them too.
/// </summary>
internal sealed class CollectorDbContext(DbContextOptions<CollectorDbContext> options) : DbContext(options)
{
    public DbSet<Workspace> Workspaces => Set<Workspace>();

    public DbSet<Admin> Admins => Set<Admin>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<StoredPrice> Prices => Set<StoredPrice>();

    public DbSet<Build> Builds => Set<Build>();

    public DbSet<RegisteredFeature> Features => Set<RegisteredFeature>();

    public DbSet<FormerFeature> FormerFeatures => Set<FormerFeature>();

    public DbSet<RegisteredEntryPoint> EntryPoints => Set<RegisteredEntryPoint>();

    public DbSet<RegisteredCallSite> CallSites => Set<RegisteredCallSite>();

    public DbSet<RegisteredReach> Reaches => Set<RegisteredReach>();

    public DbSet<RegistryChunkReceipt> RegistryChunks => Set<RegistryChunkReceipt>();

    public DbSet<StoredLoss> Losses => Set<StoredLoss>();

    public DbSet<AuditRow> AuditLog => Set<AuditRow>();

    public DbSet<StoredBudget> Budgets => Set<StoredBudget>();

    public DbSet<DeclaredBudget> DeclaredBudgets => Set<DeclaredBudget>();

    public DbSet<StoredImport> PriceImports => Set<StoredImport>();

    public DbSet<StoredOverride> PriceOverrides => Set<StoredOverride>();

    public DbSet<StoredRate> CurrencyRates => Set<StoredRate>();

    public DbSet<StoredRepricing> Repricings => Set<StoredRepricing>();

    public DbSet<StoredAlertRule> AlertRules => Set<StoredAlertRule>();

    public DbSet<StoredAlertState> AlertStates => Set<StoredAlertState>();

    public DbSet<StoredIncident> Incidents => Set<StoredIncident>();

    public DbSet<StoredChannel> Channels => Set<StoredChannel>();

    public DbSet<StoredDelivery> Deliveries => Set<StoredDelivery>();

    public DbSet<User> Users => Set<User>();

    public DbSet<SignInSession> SignInSessions => Set<SignInSession>();

    public DbSet<UserIdentity> UserIdentities => Set<UserIdentity>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<SignInFailures> SignInFailures => Set<SignInFailures>();

    public DbSet<StatementRow> Statements => Set<StatementRow>();

    public DbSet<StatementLineRow> StatementLines => Set<StatementLineRow>();

    /// <summary>The options of every context on a database.</summary>
    public static DbContextOptions<CollectorDbContext> OptionsFor(DatabaseFile file) =>
        new DbContextOptionsBuilder<CollectorDbContext>()
            .UseSqlite(file.ConnectionString)

            // Migrations are written by hand and there is no snapshot to compare with; a test compares the migrated schema with this model instead.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .Options;

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Workspace>(table =>
        {
            table.ToTable("workspaces");
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.Name).HasColumnName("name");
            table.Property(row => row.CreatedUnixMs).HasColumnName("created_unix_ms");
            table.HasIndex(row => row.Name).IsUnique().HasDatabaseName("ux_workspaces_name");
        });
        modelBuilder.Entity<Admin>(table =>
        {
            table.ToTable("admins");
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.WorkspaceId).HasColumnName("workspace_id");
            table.Property(row => row.Name).HasColumnName("name");
            table.Property(row => row.Scheme).HasColumnName("scheme");
            table.Property(row => row.Salt).HasColumnName("salt");
            table.Property(row => row.Hash).HasColumnName("hash");
            table.Property(row => row.CreatedUnixMs).HasColumnName("created_unix_ms");
            table.HasIndex(row => new { row.WorkspaceId, row.Name }).IsUnique().HasDatabaseName("ux_admins_name");
            table.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId);
        });
        modelBuilder.Entity<ApiKey>(table =>
        {
            table.ToTable("api_keys");
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.WorkspaceId).HasColumnName("workspace_id");
            table.Property(row => row.Name).HasColumnName("name");
            table.Property(row => row.Scheme).HasColumnName("scheme");
            table.Property(row => row.Salt).HasColumnName("salt");
            table.Property(row => row.Hash).HasColumnName("hash");
            table.Property(row => row.Scopes).HasColumnName("scopes");
            table.Property(row => row.CreatedUnixMs).HasColumnName("created_unix_ms");
            table.Property(row => row.RevokedUnixMs).HasColumnName("revoked_unix_ms");
            table.HasIndex(row => row.WorkspaceId).HasDatabaseName("ix_api_keys_workspace");
            table.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId);
        });
        modelBuilder.Entity<StoredPrice>(table =>
        {
            table.ToTable("prices");
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.ContentHash).HasColumnName("content_hash");
            table.Property(row => row.Provider).HasColumnName("provider");
            table.Property(row => row.Models).HasColumnName("models");
            table.Property(row => row.EffectiveFrom).HasColumnName("effective_from");
            table.Property(row => row.Source).HasColumnName("source");
            table.Property(row => row.TiersJson).HasColumnName("tiers_json");
            table.Property(row => row.CreatedUnixMs).HasColumnName("created_unix_ms");
            table.HasIndex(row => row.ContentHash).IsUnique().HasDatabaseName("ux_prices_content_hash");
        });
        ConfigurePrices(modelBuilder);
        ConfigureRegistry(modelBuilder);
        ConfigureBudgets(modelBuilder);
        AlertTables.Configure(modelBuilder);
        AccountTables.Configure(modelBuilder);
        modelBuilder.Entity<StoredLoss>(table =>
        {
            table.ToTable("reported_losses");
            table.HasKey(row => new { row.WorkspaceId, row.Service, row.Instance });
            table.Property(row => row.WorkspaceId).HasColumnName("workspace_id");
            table.Property(row => row.Service).HasColumnName("service");
            table.Property(row => row.Instance).HasColumnName("instance");
            table.Property(row => row.Lost).HasColumnName("lost");
            table.Property(row => row.Rejected).HasColumnName("rejected");
            table.Property(row => row.SinceUnixMs).HasColumnName("since_unix_ms");
            table.Property(row => row.LastUnixMs).HasColumnName("last_unix_ms");
            table.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId);
        });
        modelBuilder.Entity<AuditRow>(table =>
        {
            table.ToTable("audit_log");
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.WorkspaceId).HasColumnName("workspace_id");
            table.Property(row => row.AtUnixMs).HasColumnName("at_unix_ms");
            table.Property(row => row.Actor).HasColumnName("actor");
            table.Property(row => row.Action).HasColumnName("action");
            table.Property(row => row.Subject).HasColumnName("subject");
            table.Property(row => row.Details).HasColumnName("details");
            table.HasIndex(row => new { row.WorkspaceId, row.Id }).HasDatabaseName("ix_audit_log_workspace");
            table.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId);
        });
    }

    private static void ConfigureBudgets(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StoredBudget>(table =>
        {
            table.ToTable("budgets");
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.WorkspaceId).HasColumnName("workspace_id");
            table.Property(row => row.Name).HasColumnName("name");
            table.Property(row => row.Organization).HasColumnName("organization");
            table.Property(row => row.User).HasColumnName("user");
            table.Property(row => row.Project).HasColumnName("project");
            table.Property(row => row.Feature).HasColumnName("feature");
            table.Property(row => row.EntryPoint).HasColumnName("entry_point");
            table.Property(row => row.Model).HasColumnName("model");
            table.Property(row => row.Service).HasColumnName("service");
            table.Property(row => row.Unit).HasColumnName("unit");
            table.Property(row => row.Period).HasColumnName("period");
            table.Property(row => row.TimeZone).HasColumnName("time_zone");
            table.Property(row => row.SoftLimit).HasColumnName("soft_limit");
            table.Property(row => row.HardLimit).HasColumnName("hard_limit");
            table.Property(row => row.WarningPercent).HasColumnName("warning_percent");
            table.Property(row => row.AllowOverride).HasColumnName("allow_override");
            table.Property(row => row.Active).HasColumnName("active");
            table.Property(row => row.CreatedUnixMs).HasColumnName("created_unix_ms");
            table.Property(row => row.CountedFrom).HasColumnName("counted_from");
            table.Property(row => row.Complete).HasColumnName("complete");
            table.HasIndex(row => new { row.WorkspaceId, row.Name }).IsUnique().HasDatabaseName("ux_budgets_name");
            table.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId);
        });
        modelBuilder.Entity<DeclaredBudget>(table =>
        {
            table.ToTable("registry_feature_budgets");
            table.HasKey(row => new { row.BuildKey, row.FeatureId, row.Unit, row.Period, row.Soft });
            table.Property(row => row.BuildKey).HasColumnName("build_key");
            table.Property(row => row.FeatureId).HasColumnName("feature_id");
            table.Property(row => row.Unit).HasColumnName("unit");
            table.Property(row => row.Period).HasColumnName("period");
            table.Property(row => row.Soft).HasColumnName("soft");
            table.Property(row => row.Amount).HasColumnName("amount");
            table.HasOne<Build>().WithMany().HasForeignKey(row => row.BuildKey);
        });
    }

    private static void ConfigurePrices(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StoredImport>(table =>
        {
            table.ToTable("price_imports");
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.WorkspaceId).HasColumnName("workspace_id");
            table.Property(row => row.Format).HasColumnName("format");
            table.Property(row => row.File).HasColumnName("file");
            table.Property(row => row.EffectiveFrom).HasColumnName("effective_from");
            table.Property(row => row.PriceIds).HasColumnName("price_ids");
            table.Property(row => row.Added).HasColumnName("added");
            table.Property(row => row.Changed).HasColumnName("changed");
            table.Property(row => row.Unchanged).HasColumnName("unchanged");
            table.Property(row => row.Refused).HasColumnName("refused");
            table.Property(row => row.Actor).HasColumnName("actor");
            table.Property(row => row.AtUnixMs).HasColumnName("at_unix_ms");
            table.HasIndex(row => row.WorkspaceId).HasDatabaseName("ix_price_imports_workspace");
            table.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId);
        });
        modelBuilder.Entity<StoredOverride>(table =>
        {
            table.ToTable("price_overrides");
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.WorkspaceId).HasColumnName("workspace_id");
            table.Property(row => row.Provider).HasColumnName("provider");
            table.Property(row => row.Pattern).HasColumnName("pattern");
            table.Property(row => row.EffectiveFrom).HasColumnName("effective_from");
            table.Property(row => row.TiersJson).HasColumnName("tiers_json");
            table.Property(row => row.DiscountMilliPercent).HasColumnName("discount_milli_percent");
            table.Property(row => row.OtherProvider).HasColumnName("other_provider");
            table.Property(row => row.OtherModel).HasColumnName("other_model");
            table.Property(row => row.Reason).HasColumnName("reason");
            table.Property(row => row.Actor).HasColumnName("actor");
            table.Property(row => row.AtUnixMs).HasColumnName("at_unix_ms");
            table.HasIndex(row => row.WorkspaceId).HasDatabaseName("ix_price_overrides_workspace");
            table.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId);
        });
        modelBuilder.Entity<StoredRate>(table =>
        {
            table.ToTable("currency_rates");
            table.HasKey(row => new { row.WorkspaceId, row.Code });
            table.Property(row => row.WorkspaceId).HasColumnName("workspace_id");
            table.Property(row => row.Code).HasColumnName("code");
            table.Property(row => row.NanosPerUsd).HasColumnName("nanos_per_usd");
            table.Property(row => row.Actor).HasColumnName("actor");
            table.Property(row => row.AtUnixMs).HasColumnName("at_unix_ms");
            table.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId);
        });
        modelBuilder.Entity<StoredRepricing>(table =>
        {
            table.ToTable("repricings");
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.WorkspaceId).HasColumnName("workspace_id");
            table.Property(row => row.Provider).HasColumnName("provider");
            table.Property(row => row.Model).HasColumnName("model");
            table.Property(row => row.LastId).HasColumnName("last_id");
            table.Property(row => row.DoneId).HasColumnName("done_id");
            table.Property(row => row.Records).HasColumnName("records");
            table.Property(row => row.Changed).HasColumnName("changed");
            table.Property(row => row.BeforeNanoUsd).HasColumnName("before_nano_usd");
            table.Property(row => row.AfterNanoUsd).HasColumnName("after_nano_usd");
            table.Property(row => row.Actor).HasColumnName("actor");
            table.Property(row => row.StartedUnixMs).HasColumnName("started_unix_ms");
            table.Property(row => row.FinishedUnixMs).HasColumnName("finished_unix_ms");
            table.HasIndex(row => row.WorkspaceId).HasDatabaseName("ix_repricings_workspace");
            table.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId);
        });
    }

    private static void ConfigureRegistry(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Build>(table =>
        {
            table.ToTable("builds");
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.WorkspaceId).HasColumnName("workspace_id");
            table.Property(row => row.Service).HasColumnName("service");
            table.Property(row => row.Assembly).HasColumnName("assembly");
            table.Property(row => row.BuildId).HasColumnName("build_id");
            table.Property(row => row.ChunkCount).HasColumnName("chunk_count");
            table.Property(row => row.Complete).HasColumnName("complete");
            table.Property(row => row.FirstSeenUnixMs).HasColumnName("first_seen_unix_ms");
            table.Property(row => row.KnowsReaches).HasColumnName("knows_reaches");
            table.HasIndex(row => new { row.WorkspaceId, row.Service, row.Assembly, row.BuildId }).IsUnique().HasDatabaseName("ux_builds");
            table.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId);
        });
        modelBuilder.Entity<RegisteredFeature>(table =>
        {
            table.ToTable("registry_features");
            table.HasKey(row => new { row.BuildKey, row.FeatureId });
            table.Property(row => row.BuildKey).HasColumnName("build_key");
            table.Property(row => row.FeatureId).HasColumnName("feature_id");
            table.Property(row => row.Category).HasColumnName("category");
            table.Property(row => row.Owner).HasColumnName("owner");
            table.Property(row => row.Purpose).HasColumnName("purpose");
            table.HasOne<Build>().WithMany().HasForeignKey(row => row.BuildKey);
        });
        modelBuilder.Entity<FormerFeature>(table =>
        {
            table.ToTable("registry_former_features");
            table.HasKey(row => new { row.BuildKey, row.FormerId });
            table.Property(row => row.BuildKey).HasColumnName("build_key");
            table.Property(row => row.FormerId).HasColumnName("former_id");
            table.Property(row => row.FeatureId).HasColumnName("feature_id");
            table.HasOne<Build>().WithMany().HasForeignKey(row => row.BuildKey);
        });
        modelBuilder.Entity<RegisteredEntryPoint>(table =>
        {
            table.ToTable("registry_entry_points");
            table.HasKey(row => new { row.BuildKey, row.Name, row.Kind });
            table.Property(row => row.BuildKey).HasColumnName("build_key");
            table.Property(row => row.Name).HasColumnName("name");
            table.Property(row => row.Kind).HasColumnName("kind");
            table.HasOne<Build>().WithMany().HasForeignKey(row => row.BuildKey);
        });
        modelBuilder.Entity<RegisteredCallSite>(table =>
        {
            table.ToTable("registry_call_sites");
            table.HasKey(row => new { row.BuildKey, row.CallSiteId });
            table.Property(row => row.BuildKey).HasColumnName("build_key");
            table.Property(row => row.CallSiteId).HasColumnName("call_site_id");
            table.Property(row => row.Member).HasColumnName("member");
            table.Property(row => row.File).HasColumnName("file");
            table.Property(row => row.Line).HasColumnName("line");
            table.Property(row => row.Sdk).HasColumnName("sdk");
            table.Property(row => row.Method).HasColumnName("method");
            table.Property(row => row.Operation).HasColumnName("operation");
            table.Property(row => row.Provider).HasColumnName("provider");
            table.Property(row => row.Model).HasColumnName("model");
            table.Property(row => row.Feature).HasColumnName("feature");
            table.Property(row => row.Escape).HasColumnName("escape_reason");
            table.Property(row => row.MeasuredBy).HasColumnName("measured_by");
            table.HasOne<Build>().WithMany().HasForeignKey(row => row.BuildKey);
        });
        modelBuilder.Entity<RegisteredReach>(table =>
        {
            table.ToTable("registry_reaches");
            table.HasKey(row => new { row.BuildKey, row.EntryPoint, row.Kind, row.CallSiteId });
            table.Property(row => row.BuildKey).HasColumnName("build_key");
            table.Property(row => row.EntryPoint).HasColumnName("entry_point");
            table.Property(row => row.Kind).HasColumnName("kind");
            table.Property(row => row.CallSiteId).HasColumnName("call_site_id");
            table.Property(row => row.Ambiguous).HasColumnName("ambiguous");
            table.HasOne<Build>().WithMany().HasForeignKey(row => row.BuildKey);
        });
        modelBuilder.Entity<RegistryChunkReceipt>(table =>
        {
            table.ToTable("registry_chunks");
            table.HasKey(row => new { row.BuildKey, row.ChunkIndex });
            table.Property(row => row.BuildKey).HasColumnName("build_key");
            table.Property(row => row.ChunkIndex).HasColumnName("chunk_index");
            table.HasOne<Build>().WithMany().HasForeignKey(row => row.BuildKey);
        });
    }
}
