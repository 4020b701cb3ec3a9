using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Records;

/// <summary>Reads what was left out of a call.</summary>
internal static class LeftOutQueries
{
    /// <summary>What was left out; null when nothing was.</summary>
    public static RecordLeftOut? Find(SqliteConnection connection, long id)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT attributes + resource_attributes, events, links, cut_values, span_messages + log_messages FROM interaction_left_out WHERE interaction_id = $id";
        command.Parameters.AddWithValue("$id", id);
        using var reader = command.ExecuteReader();
        return reader.Read() ? new RecordLeftOut(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4)) : null;
    }
}
