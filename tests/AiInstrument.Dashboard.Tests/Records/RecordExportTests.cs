using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AiInstrument.Collector.Access;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Api.Requests;
using AiInstrument.Dashboard.Scope;
using AiInstrument.Dashboard.Tests.Support;
using CsvHelper;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AiInstrument.Dashboard.Tests.Records;

/// <summary>Exports of records: what they hold, that they are whole or say nothing, and that their size does not matter.</summary>
public sealed class RecordExportTests(ServedUsage usage)
{
    private const string Path = "/api/ai-usage/records/export";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("period=all", "i.counted = 1", "i.start_unix_nano DESC, i.id DESC")]
    [InlineData("period=all&sort=time", "i.counted = 1", "i.start_unix_nano, i.id")]
    [InlineData("period=all&sort=-cost", "i.counted = 1", "i.cost_nano_usd DESC, i.start_unix_nano DESC, i.id DESC")]
    [InlineData("period=all&sort=organization", "i.counted = 1", "(SELECT value FROM dimension_values WHERE id = i.organization_id), i.start_unix_nano, i.id")]
    [InlineData("period=all&uncounted=true", "1", "i.start_unix_nano DESC, i.id DESC")]
    [InlineData("period=all&status=unpriced", "i.counted = 1 AND i.unpriced = 1", "i.start_unix_nano DESC, i.id DESC")]
    [InlineData("period=all&costMin=0.001", "i.counted = 1 AND i.cost_nano_usd >= 1000000", "i.start_unix_nano DESC, i.id DESC")]
    [InlineData("period=all&search=" + SampleUsage.AgentTrace, "i.counted = 1 AND i.trace_id = x'" + SampleUsage.AgentTrace + "'", "i.start_unix_nano DESC, i.id DESC")]
    [InlineData("period=7d&organization=org-aurora", "i.counted = 1 AND i.start_unix_nano >= 1773014400000000000 AND i.organization_id = (SELECT id FROM dimension_values WHERE kind = 7 AND value = 'org-aurora')", "i.start_unix_nano DESC, i.id DESC")]
    public async Task An_export_has_what_the_list_and_sql_have(string list, string condition, string order)
    {
        var expected = usage.Server.Ids($"SELECT i.id FROM interactions i WHERE {condition} ORDER BY {order}");
        var page = await usage.Server.GetJsonAsync("/api/ai-usage/records?pageSize=200&" + list);

        var lines = await JsonLinesAsync(usage.Server.WithKey, list);

        Assert.Equal(expected, [.. page["items"]!.AsArray().Select(item => (long)item!["id"]!)]);
        Assert.Equal(expected, [.. lines[..^1].Select(line => (long)line["id"]!)]);
        Assert.Equal((true, expected.Count, true), ((bool)lines[^1]["export"]!["complete"]!, (int)lines[^1]["export"]!["records"]!, (bool)lines[^1]["export"]!["inOrder"]!));
        foreach (var (item, line) in page["items"]!.AsArray().Zip(lines))
        {
            foreach (var name in (string[])["start", "status", "feature", "route", "model", "provider", "organization", "user", "inputTokens", "costNanoUsd", "unpriced", "traceId", "spanId", "callSite", "durationMs"])
            {
                Assert.True(JsonNode.DeepEquals(item![name], line[name]), $"{name}: {item[name]} and {line[name]}");
            }
        }
    }

    [Fact]
    public async Task Csv_sums_to_the_totals_of_the_list_and_says_that_it_is_whole()
    {
        var totals = (await usage.Server.GetJsonAsync("/api/ai-usage/records?period=all"))["totals"]!;

        using var response = await usage.Server.WithKey.GetAsync(Path + "?period=all", Cancellation);
        var rows = Csv(await response.Content.ReadAsStringAsync(Cancellation));

        Assert.Equal("text/csv; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("records-all-20260315-120000.csv", response.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        var count = SampleUsage.CountedCalls.ToString(CultureInfo.InvariantCulture);
        Assert.Equal(count, response.Headers.GetValues("x-records-total").Single());
        Assert.Equal($"# complete: {count} records", rows[^1]["id"]);
        Assert.All(rows[^1].Skip(1), field => Assert.Equal("", field.Value));
        Assert.Equal((long)totals["costNanoUsd"]!, rows[..^1].Sum(row => Number(row["cost_nano_usd"])));
        Assert.Equal((long)totals["costNanoUsd"]!, rows[..^1].Sum(row => (long)(decimal.Parse("0" + row["cost_usd"], CultureInfo.InvariantCulture) * 1_000_000_000m)));
        Assert.Equal((long)totals["inputTokens"]!, rows[..^1].Sum(row => Number(row["input_tokens"])));
        Assert.Equal((long)totals["unpricedCalls"]!, rows[..^1].Count(row => row["unpriced"] == "true" && row["cost_usd"].Length == 0));
    }

    [Fact]
    public async Task Columns_mark_and_end_are_as_asked_for()
    {
        var bytes = await usage.Server.WithKey.GetByteArrayAsync(Path + "?period=1d&columns=cost,feature&bom=true&end=false", Cancellation);

        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var text = Encoding.UTF8.GetString(bytes[3..]);
        Assert.StartsWith("id,cost_usd,cost_nano_usd,unpriced,estimated,feature,route,counted\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("complete", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("format=xml", "format")]
    [InlineData("columns=colour", "columns")]
    [InlineData("costMin=much", "costMin")]
    public async Task A_wrong_parameter_is_refused_before_anything_is_sent(string query, string parameter)
    {
        using var response = await usage.Server.WithKey.GetAsync($"{Path}?{query}", Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotNull(JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["errors"]![parameter]);
    }

    [Fact]
    public async Task Texts_are_no_formulas_and_break_no_line()
    {
        string[] hostile = ["=HYPERLINK(\"http://x\",\"y\")", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", "a\r\nb", "\"quoted\", and more", "plain"];
        await using var server = await RunningServer.StartAsync(hostile.Select(text => new TestSpan { User = text, Organization = null }));

        var csv = await server.WithKey.GetStringAsync(Path + "?columns=user", Cancellation);
        var users = Csv(csv)[..^1].Select(row => row["user"]).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(hostile.Select(text => "=+-@\t＝".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text).Order(StringComparer.Ordinal), users);
        Assert.Equal(hostile.Order(StringComparer.Ordinal), (await JsonLinesAsync(server.WithKey, "columns=user"))[..^1].Select(line => (string)line["user"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_member_exports_their_own_records_alone_and_never_content()
    {
        await using var server = await RunningServer.StartAsync(
        [
            .. SampleUsage.Spans,
            new TestSpan { Organization = "org-borealis", More = new Dictionary<string, string> { ["gen_ai.input.messages"] = """[{"role":"user","parts":[{"type":"text","content":"the secret words"}]}]""" } },
        ]);
        using var member = await server.SignInAsAsync("borealis", UserRole.Member, "org-borealis");

        var lines = await JsonLinesAsync(member, "period=all&uncounted=true");
        var csv = await member.GetStringAsync(Path + "?period=all&organization=org-aurora", Cancellation);
        var all = await server.WithKey.GetStringAsync(Path + "?period=all", Cancellation);

        Assert.Equal(11, lines.Count - 1);
        Assert.All(lines[..^1], line => Assert.Equal("org-borealis", (string)line["organization"]!));
        Assert.StartsWith("# complete: 0 records", Csv(csv).Single()["id"], StringComparison.Ordinal);
        Assert.DoesNotContain("secret words", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_hundred_thousand_records_come_in_the_memory_of_one_step_and_whole()
    {
        const int Rows = 200_000;
        await using var server = await RunningServer.StartAsync(new TestSpan());
        Multiply(server, Rows - 1);
        using var scope = server.Server.Services.CreateScope();
        var queries = scope.ServiceProvider.GetRequiredService<IUsageQueries>();
        var query = new RecordQuery { Window = new UsageWindow("all", null, DateOnly.FromDateTime(FixedTime.Now.UtcDateTime)), IncludeUncounted = true };

        // Steps are small, each begins behind the one before, and none is held when the next has come.
        var (count, last) = (0, DateTimeOffset.MaxValue);
        var steps = new List<WeakReference>();
        var walk = await queries.WalkRecordsAsync(1, query, Cancellation);
        await foreach (var step in walk.Steps.WithCancellation(Cancellation))
        {
            steps.Add(new WeakReference(step));
            Assert.InRange(step.Count, 0, 4096);
            count += step.Count;
            foreach (var row in step)
            {
                Assert.True(row.Start < last);
                last = row.Start;
            }

            if (steps.Count == 20)
            {
                GC.Collect();
                Assert.InRange(steps.Count(one => one.IsAlive), 1, 3);
            }
        }

        Assert.Equal((Rows, true), (count, steps.Count > 40));

        // And over the wire: every line, and no answer that waits for all of them.
        using var response = await server.WithKey.GetAsync(Path + "?period=all&uncounted=true&columns=time", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Null(response.Content.Headers.ContentLength);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
        var lines = 0;
        string? end = null;
        while (await reader.ReadLineAsync(Cancellation) is { } line)
        {
            (lines, end) = (lines + 1, line);
        }

        Assert.Equal((Rows + 2, "# complete: 200000 records,,"), (lines, end));
    }

    [Fact]
    public async Task A_reader_who_leaves_stops_the_reading()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan());
        Multiply(server, 50_000);
        using var scope = server.Server.Services.CreateScope();
        using var left = new CancellationTokenSource();
        using var body = new LeavingReader(left);
        var context = new DefaultHttpContext
        {
            RequestServices = scope.ServiceProvider,
            RequestAborted = left.Token,
            User = new AccountIdentity(1, "admin", UserRole.Admin, []).ToPrincipal("tests"),
        };
        context.Request.QueryString = new QueryString("?period=all&uncounted=true&format=jsonl");
        context.Response.Body = body;

        var query = new QueryReader(context.Request.Query);
        var asked = new Asked<RecordsExportRequest>(RecordsExportRequest.Read(query, new FixedTime()), query.Problems);
        await Api.Endpoints.RecordsExport.AnswerAsync(
            context, asked, context.User, scope.ServiceProvider.GetRequiredService<IUsageQueries>(), new FixedTime(), scope.ServiceProvider.GetRequiredService<ILoggerFactory>());

        // What the first step had read, and no more.
        Assert.Equal(1, body.Writes);
    }

    [Fact]
    public async Task A_walk_that_is_cancelled_reads_no_further_step()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan());
        Multiply(server, 20_000);
        using var scope = server.Server.Services.CreateScope();
        using var cancel = new CancellationTokenSource();
        var query = new RecordQuery { Window = new UsageWindow("all", null, DateOnly.FromDateTime(FixedTime.Now.UtcDateTime)), IncludeUncounted = true };
        var walk = await scope.ServiceProvider.GetRequiredService<IUsageQueries>().WalkRecordsAsync(1, query, cancel.Token);
        var steps = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in walk.Steps.WithCancellation(cancel.Token))
            {
                steps++;
                await cancel.CancelAsync();
            }
        });

        Assert.Equal(1, steps);
    }

    [Fact]
    public async Task A_walk_lets_the_log_be_started_again_and_leaves_out_what_arrives_meanwhile()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan());
        Multiply(server, 20_000);
        using var scope = server.Server.Services.CreateScope();
        var query = new RecordQuery { Window = new UsageWindow("all", null, DateOnly.FromDateTime(FixedTime.Now.UtcDateTime)), IncludeUncounted = true };
        var walk = await scope.ServiceProvider.GetRequiredService<IUsageQueries>().WalkRecordsAsync(1, query, Cancellation);
        var count = 0;

        await foreach (var step in walk.Steps.WithCancellation(Cancellation))
        {
            // Both older and newer than what is still to come.
            await server.SendAsync([new TestSpan { Age = TimeSpan.FromMinutes(1) }, new TestSpan { Age = TimeSpan.FromDays(20) }]);
            using var connection = server.Open(SqliteOpenMode.ReadWrite);
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(RESTART)";
            using var reader = command.ExecuteReader();
            Assert.True(reader.Read());
            Assert.Equal(0, reader.GetInt32(0));
            count += step.Count;
        }

        Assert.Equal(20_001, count);
    }

    /// <summary>Copies the one record, each a second older than the one before. The rollups do not know them, and lists of uncounted records do not ask them.</summary>
    private static void Multiply(RunningServer server, int copies)
    {
        using var connection = server.Open(SqliteOpenMode.ReadWrite);
        using var names = connection.CreateCommand();
        names.CommandText = "SELECT group_concat(name, ', ') FROM pragma_table_info('interactions') WHERE name NOT IN ('id', 'trace_id', 'span_id', 'start_unix_nano')";
        var columns = (string)names.ExecuteScalar()!;
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {copies})
            INSERT INTO interactions (trace_id, span_id, start_unix_nano, {columns})
            SELECT randomblob(16), n.i, start_unix_nano - n.i * 1000000000, {columns} FROM n, interactions WHERE interactions.id = 1
            """;
        command.ExecuteNonQuery();
    }

    private static async Task<List<JsonObject>> JsonLinesAsync(HttpClient client, string list)
    {
        using var response = await client.GetAsync($"{Path}?format=jsonl&{list}", Cancellation);
        response.EnsureSuccessStatusCode();
        Assert.Equal("application/jsonl; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        return [.. (await response.Content.ReadAsStringAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    private static List<Dictionary<string, string>> Csv(string text)
    {
        using var csv = new CsvReader(new StringReader(text), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            rows.Add(csv.HeaderRecord!.Select((name, place) => KeyValuePair.Create(name, csv.GetField(place)!)).ToDictionary());
        }

        return rows;
    }

    /// <summary>Takes something, and is gone.</summary>
    private sealed class LeavingReader(CancellationTokenSource left) : MemoryStream
    {
        public int Writes { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes++;
            await left.CancelAsync();
        }
    }

    private static long Number(string text) => text.Length == 0 ? 0 : long.Parse(text, CultureInfo.InvariantCulture);
}
