using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Model;
using AiInstrument.Collector.Tests.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AiInstrument.Collector.Tests.Auditing;

public sealed class AuditLogTests
{
    private static readonly Actor Ada = new(Workspaces.DefaultId, "ada");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_is_saved_with_its_change_or_not_at_all()
    {
        await using var collector = await TestCollector.StartAsync();
        await AddWorkspaceAsync(collector, "second");

        await Assert.ThrowsAsync<DbUpdateException>(() => AddWorkspaceAsync(collector, "second"));

        var entry = Assert.Single(await new AuditLog(collector.Database).ReadAsync(Workspaces.DefaultId, null, 10, Cancel));
        Assert.Equal(new AuditEntry(entry.Id, TestCollector.Noon, "ada", "workspace.created", "second", "{\"id\":2}"), entry);
    }

    [Fact]
    public async Task Entries_are_read_newest_first_a_page_at_a_time_and_by_workspace()
    {
        await using var collector = await TestCollector.StartAsync();
        foreach (var name in (string[])["a", "b", "c"])
        {
            await AddWorkspaceAsync(collector, name);
        }

        var log = new AuditLog(collector.Database);
        var first = await log.ReadAsync(Workspaces.DefaultId, null, 2, Cancel);
        var second = await log.ReadAsync(Workspaces.DefaultId, first[^1].Id, 2, Cancel);

        Assert.Equal(["c", "b"], first.Select(entry => entry.Subject));
        Assert.Equal(["a"], second.Select(entry => entry.Subject));
        Assert.Empty(await log.ReadAsync(2, null, 2, Cancel));
    }

    [Fact]
    public async Task The_database_refuses_to_change_an_entry()
    {
        await using var collector = await TestCollector.StartAsync();
        await AddWorkspaceAsync(collector, "a");

        await Assert.ThrowsAsync<SqliteException>(() => collector.SqlAsync("UPDATE audit_log SET actor = 'somebody else' RETURNING id"));
    }

    private static async Task AddWorkspaceAsync(TestCollector collector, string name)
    {
        await using var context = await collector.Database.OpenContextAsync(Cancel);
        context.Workspaces.Add(new Workspace { Name = name, CreatedUnixMs = 0 });
        context.Audit(Ada, collector.Time, "workspace.created", name, new Dictionary<string, int>(StringComparer.Ordinal) { ["id"] = 2 }, AuditDetailsJson.Default.DictionaryStringInt32);
        await context.SaveChangesAsync(Cancel);
    }
}
