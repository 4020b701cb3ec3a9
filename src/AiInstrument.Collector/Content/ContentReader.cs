using System.Globalization;
using AiInstrument.Collector.Storage;

namespace AiInstrument.Collector.Content;

/// <summary>Opens the contents of several records.</summary>
internal sealed class ContentReader(CollectorDatabase database, ContentCipher cipher)
{
    /// <summary>The messages of those of some records whose content is kept and can be read.</summary>
    public async Task<Dictionary<long, List<ContentMessage>>> ReadAsync(int workspaceId, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        using var connection = await database.OpenReaderAsync(cancellationToken).ConfigureAwait(false);
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT i.id, c.data FROM json_each($ids) wanted CROSS JOIN interactions i ON i.id = wanted.value
            CROSS JOIN contents c ON c.workspace_id = i.workspace_id AND c.trace_id = i.trace_id AND c.span_id = i.span_id
            WHERE i.workspace_id = $workspace AND c.gone = 0 ORDER BY wanted.key, c.part = 0 DESC, c.id
            """;
        command.Parameters.AddWithValue("$workspace", workspaceId);
        command.Parameters.AddWithValue("$ids", $"[{string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))}]");
        using var reader = command.ExecuteReader();
        var found = new Dictionary<long, List<ContentMessage>>();
        while (reader.Read())
        {
            if (cipher.Decrypt(reader.GetFieldValue<byte[]>(1)) is { } plain)
            {
                if (!found.TryGetValue(reader.GetInt64(0), out var messages))
                {
                    found.Add(reader.GetInt64(0), messages = []);
                }

                messages.AddRange(ContentMessages.Read(ContentBytes.Expand(plain)));
            }
        }

        return found;
    }
}
