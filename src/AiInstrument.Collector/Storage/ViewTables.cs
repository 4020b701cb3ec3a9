using AiInstrument.Collector.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Storage;

/// <summary>Views and links to source as EF Core knows them.</summary>
internal static class ViewTables
{
    /// <summary>Adds them to the model.</summary>
    public static void Configure(ModelBuilder model)
    {
        model.Entity<StoredView>(table =>
        {
            table.ToTable("saved_views");
            table.Property(row => row.Id).HasColumnName("id");
            table.Property(row => row.WorkspaceId).HasColumnName("workspace_id");
            table.Property(row => row.Person).HasColumnName("person");
            table.Property(row => row.OwnerName).HasColumnName("owner_name");
            table.Property(row => row.Name).HasColumnName("name");
            table.Property(row => row.Query).HasColumnName("query");
            table.Property(row => row.Shared).HasColumnName("shared");
            table.Property(row => row.CreatedUnixMs).HasColumnName("created_unix_ms");
            table.HasIndex(row => new { row.WorkspaceId, row.Person, row.Name }).IsUnique().HasDatabaseName("ux_saved_views_name");
            table.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId);
        });
        model.Entity<DefaultView>(table =>
        {
            table.ToTable("default_views");
            table.HasKey(row => new { row.WorkspaceId, row.Person });
            table.Property(row => row.WorkspaceId).HasColumnName("workspace_id");
            table.Property(row => row.Person).HasColumnName("person");
            table.Property(row => row.ViewId).HasColumnName("view_id");
            table.HasIndex(row => row.ViewId).HasDatabaseName("ix_default_views_view");
            table.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId);
            table.HasOne<StoredView>().WithMany().HasForeignKey(row => row.ViewId);
        });
        model.Entity<StoredSourceLink>(table =>
        {
            table.ToTable("source_links");
            table.HasKey(row => new { row.WorkspaceId, row.Service });
            table.Property(row => row.WorkspaceId).HasColumnName("workspace_id");
            table.Property(row => row.Service).HasColumnName("service");
            table.Property(row => row.Template).HasColumnName("template");
            table.HasOne<Workspace>().WithMany().HasForeignKey(row => row.WorkspaceId);
        });
    }
}
