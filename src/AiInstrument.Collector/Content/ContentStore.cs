using System.Text.Json;
using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Maintenance;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace AiInstrument.Collector.Content;

/// <summary>Content in the SQLite database.</summary>
internal sealed class ContentStore(CollectorDatabase database, PurgeService purges, ContentCipher cipher, IOptions<CollectorOptions> options, TimeProvider time) : IContentStore
{
    private const int MostPurges = 20;

    // Most purges are done before somebody would look how far they are.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task<RecordContent?> ReadAsync(int workspaceId, long recordId, CancellationToken cancellationToken)
    {
        using var connection = await database.OpenReaderAsync(cancellationToken).ConfigureAwait(false);
        using var command = Command(connection, """
            SELECT c.gone, c.cut, c.redactions, c.data, c.id IS NOT NULL
            FROM interactions i LEFT JOIN contents c ON c.workspace_id = i.workspace_id AND c.trace_id = i.trace_id AND c.span_id = i.span_id
            WHERE i.workspace_id = $workspace AND i.id = $id ORDER BY c.part = 0 DESC, c.id
            """, workspaceId);
        command.Parameters.AddWithValue("$id", recordId);
        using var reader = command.ExecuteReader();
        var (found, isCut, absence) = (false, false, ContentAbsence.NeverStored);
        var messages = new List<ContentMessage>();
        var redactions = new SortedDictionary<string, long>(StringComparer.Ordinal);
        while (reader.Read())
        {
            found = true;
            if (reader.GetInt64(4) == 0)
            {
                continue;
            }

            var gone = (ContentAbsence)reader.GetInt32(0);
            var plain = gone == ContentAbsence.None ? cipher.Decrypt(reader.GetFieldValue<byte[]>(3)) : null;
            if (plain is null)
            {
                absence = gone == ContentAbsence.None ? ContentAbsence.KeyLost : gone;
                continue;
            }

            isCut |= reader.GetInt64(1) != 0;
            messages.AddRange(ContentMessages.Read(ContentBytes.Expand(plain)));
            Add(redactions, reader.IsDBNull(2) ? null : reader.GetString(2));
        }

        return found ? new(messages.Count > 0 ? ContentAbsence.None : absence, [.. messages.OrderBy(message => message.IsAnswer)], isCut, [.. redactions]) : null;
    }

    /// <inheritdoc/>
    public async Task<ContentHoldings> GetHoldingsAsync(int workspaceId, CancellationToken cancellationToken)
    {
        using var connection = await database.OpenReaderAsync(cancellationToken).ConfigureAwait(false);
        var (records, oldest, contents, bytes, day) = ReadAmounts(connection, workspaceId);
        return new ContentHoldings
        {
            Records = records,
            OldestRecord = oldest is { } nanos ? DateTimeOffset.UnixEpoch.AddTicks(nanos / 100) : null,
            Contents = contents,
            ContentBytes = bytes,
            OldestContent = day is { } first ? DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(first)) : null,
            RecordDays = options.Value.RetentionDays,
            MaxDatabaseBytes = options.Value.MaxDatabaseBytes,
            StoresContent = options.Value.StoreContent,
            RedactsContent = options.Value.RedactContent,
            ContentDays = options.Value.ContentRetentionDays,
            MaxContentBytes = options.Value.MaxContentBytes,
            Purges = ReadPurges(connection, workspaceId),
        };
    }

    /// <inheritdoc/>
    public async Task<PurgeReport?> PreviewAsync(int workspaceId, string organization, bool everything, CancellationToken cancellationToken)
    {
        await database.InitializeAsync(cancellationToken).ConfigureAwait(false);
        using var writer = database.File.OpenWriter();
        return Purging.Count(writer, Order(new Actor(workspaceId, ""), organization, everything));
    }

    /// <inheritdoc/>
    public async Task<PurgeRun?> PurgeAsync(Actor actor, string organization, bool everything, CancellationToken cancellationToken)
    {
        var purge = Order(actor, organization, everything);
        if (await purges.BeginAsync(purge).ConfigureAwait(false) is not { } end)
        {
            return null;
        }

        await Task.WhenAny(end, Task.Delay(Patience, time, cancellationToken)).ConfigureAwait(false);
        using var connection = await database.OpenReaderAsync(cancellationToken).ConfigureAwait(false);
        return ReadPurges(connection, actor.WorkspaceId, purge.Id).Single();
    }

    private Purge Order(Actor actor, string organization, bool everything) =>
        new(Guid.NewGuid().ToString("N"), actor.WorkspaceId, organization, everything, time.GetUtcNow().ToUnixTimeMilliseconds(), actor.Name);

    private static (long Records, long? Oldest, long Contents, long Bytes, long? Day) ReadAmounts(SqliteConnection connection, int workspaceId)
    {
        // The records of a day are counted where their call sites are: to count the rows takes long.
        using var command = Command(connection, $"""
            SELECT (SELECT coalesce(sum(calls), 0) FROM call_site_daily WHERE workspace_id = $workspace AND day >= coalesce(({Retention.KeptFrom}), 0)),
                (SELECT min(start_unix_nano) FROM interactions WHERE workspace_id = $workspace), count(*), coalesce(sum(bytes), 0), min(day) FROM contents INDEXED BY ix_contents_kept WHERE gone = 0 AND workspace_id = $workspace
            """, workspaceId);
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetInt64(4));
    }

    private static List<PurgeRun> ReadPurges(SqliteConnection connection, int workspaceId, string? id = null)
    {
        using var command = Command(connection, $"""
            SELECT organization, everything, at_unix_ms, actor, iif(finished_unix_ms IS NOT NULL, 1.0, coalesce(1.0 * done_id / nullif(last_id, 0), 0.0)), finished_unix_ms, contents, records
            FROM purges WHERE workspace_id = $workspace AND ($id IS NULL OR id = $id) ORDER BY at_unix_ms DESC LIMIT {MostPurges}
            """, workspaceId);
        command.Parameters.AddWithValue("$id", (object?)id ?? DBNull.Value);
        using var reader = command.ExecuteReader();
        var purges = new List<PurgeRun>();
        while (reader.Read())
        {
            purges.Add(new(
                reader.GetString(0),
                reader.GetInt64(1) != 0,
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2)),
                reader.GetString(3),
                reader.GetDouble(4),
                reader.IsDBNull(5) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)),
                new(reader.GetInt64(6), reader.GetInt64(7))));
        }

        return purges;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, int workspaceId)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$workspace", workspaceId);
        return command;
    }

    private static void Add(SortedDictionary<string, long> redactions, string? json)
    {
        if (json is null)
        {
            return;
        }

        using var document = JsonDocument.Parse(json);
        foreach (var type in document.RootElement.EnumerateObject())
        {
            redactions[type.Name] = redactions.GetValueOrDefault(type.Name) + type.Value.GetInt64();
        }
    }
}
