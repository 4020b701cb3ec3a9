using System.Globalization;
using System.Text.Json;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Queries.Records.Reading;
using AiInstrument.Collector.Queries.Sql;
using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Records;

/// <summary>Reads one interaction with everything known about it.</summary>
internal sealed class DetailQueries(CollectorDatabase database, ReadSnapshot snapshot)
{
    private static readonly string[] Tables = ["code_function", "build", "scope", "dialect"];

    private static readonly string Sql = $"""
        SELECT i.parent_span_id, i.uncounted_reason, i.cache_hit,
            i.cache_write_1h_tokens, i.audio_input_tokens, i.audio_output_tokens, i.image_input_tokens, i.image_output_tokens,
            i.reported_cost_nano_usd, i.saved_nano_usd,
            {string.Join(", ", Tables.Select(RecordSql.Value))}, coalesce(a.encoding, 0), coalesce(a.data, x'')
        FROM interactions i LEFT JOIN attribute_sets a ON a.id = i.attributes_id
        WHERE i.id = $id
        """;

    /// <summary>The interaction, or null when the workspace has none with the id.</summary>
    public async Task<InteractionDetail?> FindAsync(int workspaceId, long id, CancellationToken cancellationToken)
    {
        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (ReadRow(connection, workspaceId, id) is not { } row)
        {
            return null;
        }

        var (detail, usage) = ReadDetail(connection, row);
        detail = detail with { LeftOut = LeftOutQueries.Find(connection, id) };
        if (detail.PriceId is not { } price)
        {
            return detail;
        }

        var context = await database.OpenContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var version = await PriceStore.FindAsync(context, price, cancellationToken).ConfigureAwait(false)
                ?? throw new InvalidDataException($"The price {price} of interaction {id} is missing.");
            return detail with
            {
                PriceDescription = version.Describe(),
                CostLines = [.. (CostCalculator.Factors(usage, detail.ServiceTier, version) ?? [])
                    .Select(factor => new CostLine(factor.Kind, factor.Tokens, factor.NanoUsdPerMillion))],
            };
        }
    }

    private static InteractionRow? ReadRow(SqliteConnection connection, int workspaceId, long id)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT {RecordSql.Columns} FROM interactions i WHERE i.workspace_id = $workspace AND i.id = $id";
        command.Parameters.AddWithValue("$workspace", workspaceId);
        command.Parameters.AddWithValue("$id", id);
        using var reader = command.ExecuteReader();
        return reader.Read() ? RecordSql.Read(reader) : null;
    }

    private static (InteractionDetail Detail, TokenUsage Usage) ReadDetail(SqliteConnection connection, InteractionRow row)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.Parameters.AddWithValue("$id", row.Id);
        using var reader = command.ExecuteReader();
        reader.Read();
        var columns = new RowReader(reader);
        var parentSpanId = unchecked((ulong)columns.Int64());
        var uncountedReason = columns.Text();
        var cacheHit = columns.Flag();
        var usage = new TokenUsage
        {
            Input = row.InputTokens,
            Output = row.OutputTokens,
            CachedInput = row.CachedInputTokens,
            Reasoning = row.ReasoningTokens,
            CacheWrite = row.CacheWriteTokens,
            CacheWrite1h = columns.NullableInt64(),
            AudioInput = columns.NullableInt64(),
            AudioOutput = columns.NullableInt64(),
            ImageInput = columns.NullableInt64(),
            ImageOutput = columns.NullableInt64(),
        };
        var detail = new InteractionDetail(row)
        {
            ParentSpanId = parentSpanId == 0 ? null : parentSpanId.ToString("x16", CultureInfo.InvariantCulture),
            UncountedReason = uncountedReason,
            ReportedCostNanoUsd = columns.NullableInt64(),
            SavedNanoUsd = columns.NullableInt64(),
            CodeFunction = columns.Text(),
            BuildId = columns.Text(),
            ScopeName = columns.Text(),
            Dialect = columns.Text(),
            PriceDescription = cacheHit ? "served from a cache: nothing was billed" : null,
        };
        return (detail with { Attributes = ReadAttributes(detail, (AttributesBlob.Encoding)columns.Int64(), columns.Bytes()) }, usage);
    }

    private static List<KeyValuePair<string, string>> ReadAttributes(InteractionDetail record, AttributesBlob.Encoding encoding, byte[] data)
    {
        if (data.Length == 0)
        {
            return [];
        }

        using var json = JsonDocument.Parse(AttributesBlob.Unpack(encoding, data));
        return [.. json.RootElement.EnumerateObject()
            .Select(attribute => KeyValuePair.Create(attribute.Name, HeldAttributes.Text(attribute.Value, record)))
            .OrderBy(attribute => attribute.Key, StringComparer.Ordinal)];
    }
}
