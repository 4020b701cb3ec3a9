using System.Globalization;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Sql;

/// <summary>The names that stand behind the integers in rows and rollups.</summary>
internal static class DimensionNames
{
    /// <summary>The names with some ids; none for 0.</summary>
    public static Dictionary<long, string> Of(SqliteConnection connection, IEnumerable<long> ids)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT v.id, v.value FROM json_each($ids) wanted CROSS JOIN dimension_values v ON v.id = wanted.value";
        command.Parameters.AddWithValue("$ids", $"[{string.Join(',', ids.Where(id => id != 0).Select(id => id.ToString(CultureInfo.InvariantCulture)))}]");
        using var reader = command.ExecuteReader();
        var names = new Dictionary<long, string>();
        while (reader.Read())
        {
            names.Add(reader.GetInt64(0), reader.GetString(1));
        }

        return names;
    }
}
