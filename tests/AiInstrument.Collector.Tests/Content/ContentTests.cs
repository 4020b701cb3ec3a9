using System.Text;
using System.Text.Json;
using AiInstrument.Collector.Content;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Maintenance;
using AiInstrument.Collector.Tests.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Tests.Content;

/// <summary>Prompts and answers are stored apart, redacted, encrypted and once, and go when they must.</summary>
public sealed class ContentTests
{
    private const string Input = """[{"role":"user","parts":[{"type":"text","content":"Where is the parcel of ann@example.com?"}]}]""";
    private const string Output = """[{"role":"assistant","parts":[{"type":"tool_call","id":"1","name":"track","arguments":{"card":4111111111111111}},{"type":"text","content":"In Bursa."}],"finish_reason":"stop"}]""";

    private static readonly long Today = (TestCollector.Noon - DateTimeOffset.UnixEpoch).Days;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Content_is_redacted_again_and_encrypted_and_is_nowhere_else()
    {
        await using var collector = await TestCollector.StartWithContentAsync();
        await collector.SendAsync(Spans.Chat(("gen_ai.input.messages", Input), ("gen_ai.output.messages", Output), ("aiinstrument.content.redactions", """{"email":2}"""), ("http.request.header.authorization", "Bearer s3cr3tpassphrase")));

        var content = await ReadAsync(collector);

        Assert.Equal(["Where is the parcel of [REDACTED:email]?"], content.Messages[0].Parts.Select(p => p.Text));
        Assert.Equal(("user", false, "assistant", true), (content.Messages[0].Role, content.Messages[0].IsAnswer, content.Messages[1].Role, content.Messages[1].IsAnswer));
        Assert.Equal([new("tool_call", "track", """{"card":"[REDACTED:credit_card]"}"""), new("text", null, "In Bursa.")], content.Messages[1].Parts);
        Assert.Equal([new("credit_card", 1), new("email", 3)], content.Redactions);
        Assert.False(content.IsCut);
        Assert.DoesNotContain((await collector.OnlyRecordAsync()).Attributes, a => a.Key.Contains("messages", StringComparison.Ordinal));
        await collector.StopAsync();
        foreach (var secret in (string[])["parcel", "In Bursa", "ann@example.com", "s3cr3tpassphrase"])
        {
            Assert.False(FilesHave(collector.Folder, Encoding.UTF8.GetBytes(secret)), secret);
        }
    }

    [Fact]
    public async Task Without_the_switch_nothing_is_stored_or_redacted()
    {
        await using (var off = await TestCollector.StartWithContentAsync(configure: o => o.StoreContent = false))
        {
            await off.SendAsync(Spans.Chat(("gen_ai.input.messages", Input)));
            Assert.Equal(ContentAbsence.NeverStored, (await ReadAsync(off)).Absence);
            Assert.Equal(0L, await off.SqlAsync("SELECT count(*) FROM contents"));
        }

        await using var plain = await TestCollector.StartWithContentAsync(configure: o => o.RedactContent = false);
        await plain.SendAsync(Spans.Chat(("gen_ai.input.messages", Input)));
        var content = await ReadAsync(plain);
        Assert.Equal("Where is the parcel of ann@example.com?", content.Messages[0].Parts[0].Text);
        Assert.Empty(content.Redactions);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_sent_again_is_stored_once_whichever_of_span_and_log_comes_first(bool logFirst)
    {
        await using var collector = await TestCollector.StartWithContentAsync();
        var span = Spans.Chat(("gen_ai.input.messages", Input));
        DecodedLogRecord[] logs = [Log(span, "gen_ai.user.message", """{"content":"More: bob@example.org"}"""), Log(span, "gen_ai.choice", """{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"Yes."}}""")];
        for (var i = 0; i < 3; i++)
        {
            if (logFirst)
            {
                Assert.Equal(new LogIngestResult(2, 0, 0, 0, 0, 0), await collector.SendAsync(logs));
            }

            await collector.SendAsync(span);
            if (!logFirst)
            {
                await collector.SendAsync(logs);
            }
        }

        var content = await ReadAsync(collector);

        Assert.Equal(
            [("user", "Where is the parcel of [REDACTED:email]?"), ("user", "More: [REDACTED:email]"), ("assistant", "Yes.")],
            content.Messages.Select(m => (m.Role, m.Parts[0].Text!)));
        Assert.Equal(3L, await collector.SqlAsync("SELECT count(*) FROM contents"));
        Assert.Null((await collector.OnlyRecordAsync()).LeftOut);
    }

    [Fact]
    public async Task Other_dialects_are_messages_too()
    {
        await using var collector = await TestCollector.StartWithContentAsync();
        await collector.SendAsync(Spans.Chat(
            ("gen_ai.prompt.0.role", "system"), ("gen_ai.prompt.0.content", "Be short."), ("gen_ai.prompt.1.role", "user"), ("gen_ai.prompt.1.content", "Why?"),
            ("gen_ai.completion.0.role", "assistant"), ("gen_ai.completion.0.tool_calls.0.name", "ask"), ("gen_ai.completion.0.tool_calls.0.arguments", "{}"),
            ("ai.prompt", """{"messages":[{"role":"user","content":[{"type":"text","text":"Hello"}]}]}"""), ("output.value", "plain words")));

        var content = await ReadAsync(collector);

        Assert.Equal(
            ["user: Hello", "system: Be short.", "user: Why?", "assistant: plain words", "assistant: ask {}"],
            content.Messages.Select(m => $"{m.Role}: {string.Join(' ', m.Parts.Select(p => p.Kind == "tool_call" ? $"{p.Name} {p.Text}" : p.Text))}"));
    }

    [Fact]
    public async Task A_text_beyond_the_bound_is_cut_where_it_is_redacted_and_says_so()
    {
        await using var collector = await TestCollector.StartWithContentAsync(configure: o => o.MaxContentCharacters = 1000);
        await collector.SendAsync(Spans.Chat(("gen_ai.prompt", new string('x', 600) + " " + string.Concat(Enumerable.Repeat("ann@example.com ", 200)))));

        var content = await ReadAsync(collector);

        Assert.True(content.IsCut);
        var text = content.Messages[0].Parts[0].Text!;
        Assert.EndsWith("[TRUNCATED]", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 700, 1011);
        Assert.DoesNotContain("@", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_goes_before_its_record_and_does_not_come_back()
    {
        await using var collector = await TestCollector.StartWithContentAsync();
        var old = Spans.ChatAt(TestCollector.Noon.AddDays(-10), ("gen_ai.input.messages", Input));
        await collector.SendAsync(old);
        await collector.SendAsync(Spans.Chat(("gen_ai.input.messages", Input)));
        var policy = new RetentionPolicy(Days: null, MaxBytes: null) { ContentDays = 5 };

        Assert.Equal(1, await collector.ExpireAsync(policy, Today));
        Assert.Equal(0, await collector.ExpireAsync(policy, Today));
        await collector.SendAsync(old);

        Assert.Equal("1,0", await collector.SqlAsync("SELECT group_concat(gone) FROM (SELECT gone FROM contents ORDER BY day)"));
        Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM contents WHERE gone = 1 AND data IS NOT NULL"));
        Assert.Equal(2, (await collector.TotalsAsync()).Calls);

        // By size: the oldest day goes, today stays.
        Assert.Equal(0, await collector.ExpireAsync(new RetentionPolicy(null, null) { MaxContentBytes = 1 }, Today));
        Assert.Equal(1, await collector.ExpireAsync(new RetentionPolicy(null, null) { MaxContentBytes = 1 }, Today + 1));
        var holdings = await collector.Contents.GetHoldingsAsync(Workspaces.DefaultId, Cancel);
        Assert.Equal((2L, 0L, 0L), (holdings.Records, holdings.Contents, holdings.ContentBytes));

        // With its record the last of it goes.
        while (await collector.ExpireAsync(new RetentionPolicy(3, null), Today + 10) > 0)
        {
        }

        Assert.Equal(0L, await collector.SqlAsync("SELECT count(*) FROM contents"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_purge_takes_one_organization_and_leaves_the_others_exact(bool everything)
    {
        await using var collector = await TestCollector.StartWithContentAsync();
        var acme = Enumerable.Range(0, 6).Select(i => Spans.ChatAt(TestCollector.Noon.AddDays(-i).AddMinutes(-1), ("gen_ai.input.messages", Input), ("aiinstrument.organization.id", "acme"), ("user.id", "ann"), ("custom.note", "note of acme"))).ToArray();
        var other = Enumerable.Range(0, 4).Select(i => Spans.ChatAt(TestCollector.Noon.AddDays(-i).AddMinutes(-1), ("gen_ai.input.messages", Input), ("aiinstrument.organization.id", "beta"), ("user.id", "bob"))).ToArray();
        await collector.SendAsync([.. acme, .. other]);
        await collector.FillRollupsAsync();
        var before = await collector.TotalsAsync();

        Assert.Equal(new PurgeReport(6, everything ? 6 : 0), await collector.Contents.PreviewAsync(Workspaces.DefaultId, "acme", everything, Cancel));
        Assert.Equal(new PurgeReport(6, everything ? 6 : 0), (await collector.Contents.PurgeAsync(new(Workspaces.DefaultId, "admin"), "acme", everything, Cancel))!.Report);

        var after = await collector.TotalsAsync();
        Assert.Equal(everything ? 4 : 10, after.Calls);
        Assert.Equal(everything ? before.CostNanoUsd * 4 / 10 : before.CostNanoUsd, after.CostNanoUsd);
        Assert.Equal("", await collector.SqlAsync(RollupDifferences.Sql));
        Assert.Equal(4L, await collector.SqlAsync("SELECT count(*) FROM contents WHERE gone = 0"));
        Assert.Equal(everything ? 0L : 1L, await collector.SqlAsync("SELECT count(*) FROM dimension_values WHERE value IN ('acme', 'ann') AND kind IN (7)"));
        Assert.Equal("admin organization.purge_started acme, admin organization.purged acme", await collector.SqlAsync("SELECT group_concat(actor || ' ' || action || ' ' || subject, ', ') FROM (SELECT * FROM audit_log ORDER BY id)"));

        // What an application sends again does not bring it back; what begins later is kept.
        await collector.SendAsync(acme);
        Assert.Equal(everything ? 4 : 10, (await collector.TotalsAsync()).Calls);
        Assert.Equal(4L, await collector.SqlAsync("SELECT count(*) FROM contents WHERE gone = 0"));
        await collector.SendAsync(Spans.ChatAt(TestCollector.Noon.AddSeconds(1), ("gen_ai.input.messages", Input), ("aiinstrument.organization.id", "acme")));
        Assert.Equal(5L, await collector.SqlAsync("SELECT count(*) FROM contents WHERE gone = 0"));
        Assert.Equal("", await collector.SqlAsync(RollupDifferences.Sql));
    }

    [Fact]
    public async Task What_was_purged_is_in_no_page_of_the_file_and_not_in_its_log()
    {
        await using var collector = await TestCollector.StartWithContentAsync();
        var note = "note " + string.Concat(Enumerable.Repeat("walrus", 300));
        await collector.SendAsync(Spans.Chat(("gen_ai.input.messages", Input), ("aiinstrument.organization.id", "acme"), ("custom.note", note)));
        var cipher = (byte[])(await collector.SqlAsync("SELECT data FROM contents"))!;
        Assert.True(FilesHave(collector.Folder, cipher.AsSpan(64, 64).ToArray()));

        await collector.Contents.PurgeAsync(new(Workspaces.DefaultId, "admin"), "acme", everything: true, Cancel);
        await collector.StopAsync();

        Assert.False(FilesHave(collector.Folder, cipher.AsSpan(64, 64).ToArray()));
        Assert.False(FilesHave(collector.Folder, "walruswalrus"u8.ToArray()));
    }

    [Fact]
    public async Task A_restored_backup_is_purged_again_at_the_start()
    {
        var folder = Directory.CreateDirectory(TestCollector.NewFolder()).FullName;
        var backup = Path.Combine(folder, "backup.db");
        var data = Path.Combine(folder, "data");
        try
        {
            await using (var collector = await TestCollector.StartWithContentAsync(data))
            {
                await collector.SendAsync(Spans.Chat(("gen_ai.input.messages", Input), ("aiinstrument.organization.id", "acme")), Spans.Chat(("gen_ai.input.messages", Input)));
                CollectorMaintenance.Backup(data, backup);
            }

            using (var note = JsonDocument.Parse(await File.ReadAllTextAsync(backup + ".note.json", Cancel)))
            {
                Assert.Equal((2, 2, 0), (note.RootElement.GetProperty("records").GetInt32(), note.RootElement.GetProperty("contents").GetInt32(), note.RootElement.GetProperty("purges").GetArrayLength()));
            }

            Assert.Equal(new PurgeReport(1, 1), await CollectorMaintenance.PurgeAsync(data, "acme", everything: true, Cancel));
            SqliteConnection.ClearAllPools();
            File.Delete(Path.Combine(data, "aiinstrument.db-wal"));
            File.Copy(backup, Path.Combine(data, "aiinstrument.db"), overwrite: true);

            await using (var restored = await TestCollector.StartWithContentAsync(data))
            {
                Assert.Equal(1, (await restored.TotalsAsync()).Calls);
                Assert.Equal(1L, await restored.SqlAsync("SELECT count(*) FROM contents"));
                Assert.Equal("""1 {"again":true}""", await restored.SqlAsync("SELECT count(*) || ' {\"again\":' || iif(max(json_extract(details, '$.again')), 'true', 'false') || '}' FROM audit_log"));
                Assert.Equal("", await restored.SqlAsync(RollupDifferences.Sql));
            }

            // And once: the next start finds nothing to do.
            await using var again = await TestCollector.StartWithContentAsync(data);
            Assert.Equal(1L, await again.SqlAsync("SELECT count(*) FROM audit_log"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Content_of_a_lost_key_says_so()
    {
        var folder = Directory.CreateDirectory(TestCollector.NewFolder()).FullName;
        try
        {
            await using (var collector = await TestCollector.StartWithContentAsync(folder))
            {
                await collector.SendAsync(Spans.Chat(("gen_ai.input.messages", Input)));
                Assert.Equal(ContentAbsence.None, (await ReadAsync(collector)).Absence);
            }

            Directory.Delete(Path.Combine(folder, "keys"), recursive: true);
            await using var without = await TestCollector.StartWithContentAsync(folder);
            Assert.Equal(ContentAbsence.KeyLost, (await ReadAsync(without)).Absence);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_page_that_is_being_read_does_not_stop_a_purge()
    {
        await using var collector = await TestCollector.StartWithContentAsync();
        await collector.SendAsync(Spans.Chat(("gen_ai.input.messages", Input), ("aiinstrument.organization.id", "acme")));
        using (var reader = collector.OpenForeign())
        {
            using var reading = reader.BeginTransaction(deferred: true);
            using var command = reader.CreateCommand();
            command.Transaction = reading;
            command.CommandText = "SELECT count(*) FROM contents";
            command.ExecuteScalar();

            Assert.Equal(new PurgeReport(1, 0), (await collector.Contents.PurgeAsync(new(Workspaces.DefaultId, "admin"), "acme", everything: false, Cancel))!.Report);
        }

        Assert.Equal(ContentAbsence.Purged, (await ReadAsync(collector)).Absence);
    }

    private static async Task<RecordContent> ReadAsync(TestCollector collector) =>
        Assert.IsType<RecordContent>(await collector.Contents.ReadAsync(Workspaces.DefaultId, (await collector.OnlyRecordAsync()).Id, Cancel));

    private static DecodedLogRecord Log(DecodedSpan span, string name, string body) => new()
    {
        Scope = span.Scope,
        EventName = name,
        TraceId = span.TraceId,
        SpanId = span.SpanId,
        TimeUnixNano = span.EndUnixNano,
        Body = AttributeValue.Of(body),
    };

    private static bool FilesHave(string folder, byte[] text) =>
        Directory.EnumerateFiles(folder, "aiinstrument.db*").Any(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray().AsSpan().IndexOf(text) >= 0;
        });
}
