using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Receiving;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Collector.Tests.Storage;

public sealed class MigrationTests : IDisposable
{
    // The newest schema that OldTelemetry writes in.
    private const string LastWritten = "20261121000006_call_trees";

    private readonly string _folder = Directory.CreateDirectory(TestCollector.NewFolder()).FullName;

    public static TheoryData<string> Versions { get; } =
    [
        "", "20261121000001_control_plane", "20261121000002_telemetry", "20261121000003_registry", "20261121000004_losses", "20261121000005_compact_telemetry", "20261121000006_call_trees",
        "20261121000007_former_features",
        "20261121000008_sessions",
        "20261121000009_derived_rollups",
        "20261121000010_log_facts",
        "20261121000011_audit_log",
        "20261121000012_prices",
        "20261121000013_budgets",
        "20261121000014_alerts",
        "20261121000015_content",
        "20261121000016_accounts",
        "20261121000017_quality",
        "20261121000018_hours",
        "20261121000019_call_site_usage",
        "20261121000020_views",
        "20261121000022_identities",
        "20261121000023_sums",
        "20261121000024_record_orders",
        "20261121000025_purge_steps",
    ];

    public static TheoryData<string> VersionsWithTelemetry => [.. Versions.Select(version => version.Data).Where(version => string.CompareOrdinal(version, "20261121000002") > 0)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DatabaseFile File => new(_folder, TimeSpan.FromSeconds(1));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_versions_under_test_are_all_that_exist()
    {
        using var context = new CollectorDbContext(CollectorDbContext.OptionsFor(File));
        Assert.Equal(Versions.Select(version => version.Data).Where(version => version.Length > 0), context.Database.GetMigrations());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Every_earlier_version_becomes_the_newest_keeps_its_data_and_may_be_opened_again(string version)
    {
        // The empty one stands for no database at all.
        if (version.Length > 0)
        {
            await using var context = new CollectorDbContext(CollectorDbContext.OptionsFor(File));
            await context.GetService<IMigrator>().MigrateAsync(version, Cancel);
            await context.Database.ExecuteSqlRawAsync("INSERT INTO workspaces (name, created_unix_ms) VALUES ('kept', 1)", Cancel);
        }

        for (var opened = 0; opened < 2; opened++)
        {
            await using var collector = await TestCollector.StartAsync(_folder);
            await collector.SendAsync(Spans.Chat(), Spans.Registry("{}"));
            Assert.Equal(opened + 1, (await collector.TotalsAsync()).Calls);
            Assert.Equal(version.Length == 0 ? 0L : 1L, await collector.SqlAsync("SELECT count(*) FROM workspaces WHERE name = 'kept'"));
            Assert.Equal("wal", await collector.SqlAsync("PRAGMA journal_mode"));
        }
    }

    [Fact]
    public async Task An_upgrade_says_what_it_does_step_by_step_and_a_new_database_says_nothing()
    {
        using var log = new LogRecorder();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(log));
        var known = Versions.Select(version => version.Data).ToList();
        await using (var context = new CollectorDbContext(CollectorDbContext.OptionsFor(File)))
        {
            await context.GetService<IMigrator>().MigrateAsync(known[^3], Cancel);
        }

        await OpenAsync();
        Assert.Collection(
            log.Lines,
            line => Assert.Contains($"is upgraded from {known[^3]} to {known[^1]}.", line.Text, StringComparison.Ordinal),
            line => Assert.Contains($"step 1 of 2: {known[^2]}", line.Text, StringComparison.Ordinal),
            line => Assert.Contains($"step 2 of 2: {known[^1]}", line.Text, StringComparison.Ordinal),
            line => Assert.Contains("The database is upgraded.", line.Text, StringComparison.Ordinal));
        await OpenAsync();
        Directory.Delete(_folder, recursive: true);
        await OpenAsync();
        Assert.Equal(4, log.Lines.Count);

        async Task OpenAsync()
        {
            using var database = new CollectorDatabase(File, TimeProvider.System, factory.CreateLogger<CollectorDatabase>());
            await database.InitializeAsync(Cancel);
        }
    }

    [Theory]
    [MemberData(nameof(VersionsWithTelemetry))]
    public async Task Interactions_attributes_and_totals_of_an_earlier_version_are_kept(string version)
    {
        // What the newest schema that the rows are known for holds is brought to the version first, as its own start did.
        var written = string.CompareOrdinal(version, LastWritten) < 0 ? version : LastWritten;
        await using (var context = new CollectorDbContext(CollectorDbContext.OptionsFor(File)))
        {
            var migrator = context.GetService<IMigrator>();
            await migrator.MigrateAsync(written, Cancel);
            await OldTelemetry.WriteAsync(context, compact: string.CompareOrdinal(written, "20261121000005") > 0, Cancel);
            await migrator.MigrateAsync(version, Cancel);
        }

        await using var collector = await TestCollector.StartAsync(_folder);

        Assert.Equal("ok", await collector.SqlAsync("PRAGMA integrity_check"));
        Assert.Null(await collector.SqlAsync("PRAGMA foreign_key_check"));
        Assert.Equal("", await collector.SqlAsync(RollupDifferences.Sql));
        var totals = await collector.TotalsAsync("all");
        Assert.Equal((3L, 60L, 6000L), (totals.Calls, totals.InputTokens, totals.CostNanoUsd));
        var page = await collector.RecordsAsync(query => query with { IncludeUncounted = true });
        Assert.Equal(["u1", "u1", "u2", "u2"], page.Items.Select(row => row.User).Order());
        var covered = Assert.Single(page.Items, row => !row.Counted);
        var detail = await collector.Queries.GetRecordAsync(1, covered.Id, Cancel);
        Assert.Equal("covered by span 1", detail!.UncountedReason);
        Assert.Equal(KeyValuePair.Create("acme", "4"), Assert.Single(detail.Attributes));
        Assert.Equal(4L, await collector.SqlAsync("SELECT sum(calls) FROM call_site_daily"));

        // Days that were there are read from their records until they are filled.
        var atTheSite = new UsageFilter { CallSite = "site" };
        Assert.Equal(totals, await collector.TotalsAsync("all", atTheSite));
        Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM usage_site_daily"));
        await collector.FillRollupsAsync();
        Assert.Equal(1L, await collector.SqlAsync("SELECT count(*) FROM usage_site_daily"));
        Assert.Equal(totals, await collector.TotalsAsync("all", atTheSite));
        Assert.Equal("", await collector.SqlAsync(RollupDifferences.Sql));

        // What was there is known: the same spans again change nothing, and covered ones stay covered.
        Assert.Equal(0, (await collector.SendAsync(OldTelemetry.Again())).Stored);
        Assert.Equal(totals, await collector.TotalsAsync("all"));
    }

    [Fact]
    public async Task The_migrated_tables_are_those_of_the_model()
    {
        await using var collector = await TestCollector.StartAsync(_folder);
        var migrated = await SchemaAsync(File);

        var other = new DatabaseFile(TestCollector.NewFolder(), TimeSpan.FromSeconds(1));
        Directory.CreateDirectory(other.Directory);
        await using (var context = new CollectorDbContext(CollectorDbContext.OptionsFor(other)))
        {
            await context.Database.EnsureCreatedAsync(Cancel);
        }

        var modelled = await SchemaAsync(other);
        SqliteConnection.ClearPool(new SqliteConnection(other.ConnectionString));
        Directory.Delete(other.Directory, recursive: true);

        Assert.NotEmpty(modelled);
        Assert.Equal(modelled, migrated.Where(line => modelled.Exists(model => model.Split('.')[0] == line.Split('.')[0])));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_left_alone()
    {
        await using (var collector = await TestCollector.StartAsync(_folder))
        {
            await collector.SqlAsync("INSERT INTO __EFMigrationsHistory VALUES ('99990101000000_from_the_future', '99')");
        }

        var refused = await Assert.ThrowsAsync<CollectorStartException>(() => TestCollector.StartAsync(_folder));

        Assert.Contains("newer version of the collector (99990101000000_from_the_future)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_that_was_killed_does_not_block_the_next_start()
    {
        await using (var context = new CollectorDbContext(CollectorDbContext.OptionsFor(File)))
        {
            await context.Database.ExecuteSqlRawAsync("CREATE TABLE __EFMigrationsLock (Id INTEGER NOT NULL PRIMARY KEY, Timestamp TEXT NOT NULL); INSERT INTO __EFMigrationsLock VALUES (1, '2026-11-21')", Cancel);
        }

        await using var collector = await TestCollector.StartAsync(_folder).WaitAsync(TimeSpan.FromSeconds(30), Cancel);

        Assert.Equal(1, (await collector.SendAsync(Spans.Chat())).Stored);
    }

    [Fact]
    public async Task The_file_is_its_owners_alone_even_in_a_folder_that_others_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        await using var collector = await TestCollector.StartAsync(_folder);
        await collector.SendAsync(Spans.Chat());

        Assert.All(
            Directory.GetFiles(_folder, "aiinstrument.db*"),
            path => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : new FileInfo(path).UnixFileMode));
    }

    [Fact]
    public async Task A_second_collector_on_the_same_folder_is_refused()
    {
        await using var collector = await TestCollector.StartAsync(_folder);

        var refused = await Assert.ThrowsAsync<CollectorStartException>(() => TestCollector.StartAsync(_folder));

        Assert.Contains("in use by another collector", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_refused_with_its_name()
    {
        var file = Path.Combine(_folder, "occupied");
        await System.IO.File.WriteAllTextAsync(file, "", Cancel);

        var refused = await Assert.ThrowsAsync<CollectorStartException>(() => TestCollector.StartAsync(Path.Combine(file, "data")));

        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        await System.IO.File.WriteAllTextAsync(Path.Combine(_folder, "aiinstrument.db"), new string('x', 10_000), Cancel);

        var refused = await Assert.ThrowsAsync<CollectorStartException>(() => TestCollector.StartAsync(_folder));

        Assert.Contains("cannot be opened", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shipped_prices_are_stored_once()
    {
        await using (await TestCollector.StartAsync(_folder))
        {
        }

        await using var collector = await TestCollector.StartAsync(_folder);

        var prices = await collector.Database.GetPricesAsync(Cancel);
        Assert.Equal((long)prices.Versions.Count, await collector.SqlAsync("SELECT count(*) FROM prices"));
        Assert.All(prices.Versions, version => Assert.NotEqual(0, version.Id));
    }

    // Columns and unique or named indexes, one line each.
    private static async Task<List<string>> SchemaAsync(DatabaseFile file)
    {
        await using var connection = await file.OpenReaderAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk
            FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name NOT LIKE '\_\_%' ESCAPE '\'
            UNION ALL
            SELECT t.name || '.' || i.name || ' ' || i."unique" || ' ' || (SELECT group_concat(x.name) FROM pragma_index_info(i.name) x)
            FROM sqlite_master t JOIN pragma_index_list(t.name) i WHERE t.type = 'table' AND i.origin = 'c'
            UNION ALL
            SELECT t.name || '.' || f."from" || ' -> ' || f."table" || '.' || f."to" || ' ' || f.on_delete
            FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'
            ORDER BY 1
            """;
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancel))
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }
}
