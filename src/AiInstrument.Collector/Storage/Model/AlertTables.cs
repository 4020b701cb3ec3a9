using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Storage.Model;

/// <summary>How alerts are kept.</summary>
internal static class AlertTables
{
    public static void Configure(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<StoredChannel>(table =>
        {
            table.ToTable("notification_channels");
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.WorkspaceId).HasColumnName("workspace_id");
            table.Property(row => row.Name).HasColumnName("name");
            table.Property(row => row.Kind).HasColumnName("kind");
            table.Property(row => row.Target).HasColumnName("target");
            table.Property(row => row.Secret).HasColumnName("secret");
            table.Property(row => row.Active).HasColumnName("active");
            table.Property(row => row.CreatedUnixMs).HasColumnName("created_unix_ms");
            table.HasIndex(row => new { row.WorkspaceId, row.Name }).IsUnique().HasDatabaseName("ux_notification_channels_name");
            table.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId);
        });
        modelBuilder.Entity<StoredAlertRule>(table =>
        {
            table.ToTable("alert_rules");
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.WorkspaceId).HasColumnName("workspace_id");
            table.Property(row => row.Name).HasColumnName("name");
            table.Property(row => row.Kind).HasColumnName("kind");
            table.Property(row => row.FilterJson).HasColumnName("filter_json");
            table.Property(row => row.Threshold).HasColumnName("threshold");
            table.Property(row => row.Minimum).HasColumnName("minimum");
            table.Property(row => row.WindowMinutes).HasColumnName("window_minutes");
            table.Property(row => row.RenotifyMinutes).HasColumnName("renotify_minutes");
            table.Property(row => row.Active).HasColumnName("active");
            table.Property(row => row.Problem).HasColumnName("problem");
            table.Property(row => row.CreatedUnixMs).HasColumnName("created_unix_ms");
            table.HasIndex(row => new { row.WorkspaceId, row.Name }).IsUnique().HasDatabaseName("ux_alert_rules_name");
            table.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId);
            table.HasMany(row => row.Channels).WithOne().HasForeignKey(row => row.RuleId);
        });
        modelBuilder.Entity<StoredRuleChannel>(table =>
        {
            table.ToTable("alert_rule_channels");
            table.HasKey(row => new { row.RuleId, row.ChannelId });
            table.Property(row => row.RuleId).HasColumnName("rule_id");
            table.Property(row => row.ChannelId).HasColumnName("channel_id");
            table.HasIndex(row => row.ChannelId).HasDatabaseName("ix_alert_rule_channels_channel");
            table.HasOne<StoredChannel>().WithMany().HasForeignKey(row => row.ChannelId);
        });
        modelBuilder.Entity<StoredAlertState>(table =>
        {
            table.ToTable("alert_states");
            table.HasKey(row => new { row.RuleId, row.Key });
            table.Property(row => row.RuleId).HasColumnName("rule_id");
            table.Property(row => row.Key).HasColumnName("key");
            table.Property(row => row.Value).HasColumnName("value");
            table.Property(row => row.AtUnixMs).HasColumnName("at_unix_ms");
            table.HasOne<StoredAlertRule>().WithMany().HasForeignKey(row => row.RuleId);
        });
        modelBuilder.Entity<StoredIncident>(table =>
        {
            table.ToTable("alert_incidents");
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.WorkspaceId).HasColumnName("workspace_id");
            table.Property(row => row.RuleId).HasColumnName("rule_id");
            table.Property(row => row.RuleName).HasColumnName("rule_name");
            table.Property(row => row.Kind).HasColumnName("kind");
            table.Property(row => row.Key).HasColumnName("key");
            table.Property(row => row.Value).HasColumnName("value");
            table.Property(row => row.Threshold).HasColumnName("threshold");
            table.Property(row => row.Reference).HasColumnName("reference");
            table.Property(row => row.FiredUnixMs).HasColumnName("fired_unix_ms");
            table.Property(row => row.NotifiedUnixMs).HasColumnName("notified_unix_ms");
            table.Property(row => row.Notifications).HasColumnName("notifications");
            table.Property(row => row.ClearSinceUnixMs).HasColumnName("clear_since_unix_ms");
            table.Property(row => row.ResolvedUnixMs).HasColumnName("resolved_unix_ms");
            table.Property(row => row.Resolution).HasColumnName("resolution");
            table.HasIndex(row => new { row.RuleId, row.Key }).IsUnique().HasFilter("resolved_unix_ms IS NULL").HasDatabaseName("ux_alert_incidents_open");
            table.HasIndex(row => new { row.WorkspaceId, row.Id }).HasDatabaseName("ix_alert_incidents_workspace");
            table.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId);
            table.HasOne<StoredAlertRule>().WithMany().HasForeignKey(row => row.RuleId).OnDelete(DeleteBehavior.SetNull);
        });
        modelBuilder.Entity<StoredDelivery>(table =>
        {
            table.ToTable("alert_deliveries");
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.WorkspaceId).HasColumnName("workspace_id");
            table.Property(row => row.ChannelId).HasColumnName("channel_id");
            table.Property(row => row.ChannelName).HasColumnName("channel_name");
            table.Property(row => row.Event).HasColumnName("event");
            table.Property(row => row.RuleName).HasColumnName("rule_name");
            table.Property(row => row.MessageJson).HasColumnName("message_json");
            table.Property(row => row.State).HasColumnName("state");
            table.Property(row => row.Attempts).HasColumnName("attempts");
            table.Property(row => row.CreatedUnixMs).HasColumnName("created_unix_ms");
            table.Property(row => row.NextUnixMs).HasColumnName("next_unix_ms");
            table.Property(row => row.FinishedUnixMs).HasColumnName("finished_unix_ms");
            table.Property(row => row.Answer).HasColumnName("answer");
            table.HasIndex(row => row.NextUnixMs).HasFilter("next_unix_ms IS NOT NULL").HasDatabaseName("ix_alert_deliveries_due");
            table.HasIndex(row => new { row.WorkspaceId, row.Id }).HasDatabaseName("ix_alert_deliveries_workspace");
            table.HasIndex(row => row.ChannelId).HasDatabaseName("ix_alert_deliveries_channel");
            table.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId);
            table.HasOne<StoredChannel>().WithMany().HasForeignKey(row => row.ChannelId).OnDelete(DeleteBehavior.SetNull);
        });
    }
}
