using AiInstrument.Collector.Queries.Sql;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Registry;

/// <summary>Reads which features were renamed, from the latest builds' registries.</summary>
internal sealed class FeatureNameQueries(ReadSnapshot snapshot)
{
    // The latest build of each assembly of each service, as the coverage report has it; oldest first.
    private const string Latest = """
        SELECT id, row_number() OVER (ORDER BY first_seen_unix_ms, id) AS age
        FROM (SELECT id, first_seen_unix_ms, row_number() OVER (PARTITION BY service, assembly ORDER BY first_seen_unix_ms DESC, id DESC) AS place FROM builds WHERE workspace_id = $workspace)
        WHERE place = 1
        """;

    private readonly Dictionary<int, FeatureNames> _names = [];

    /// <summary>The workspace's names.</summary>
    public async Task<FeatureNames> ReadAsync(int workspaceId, CancellationToken cancellationToken)
    {
        if (_names.TryGetValue(workspaceId, out var known))
        {
            return known;
        }

        var connection = await snapshot.OpenAsync(cancellationToken).ConfigureAwait(false);
        var claims = ReadClaims(connection, workspaceId);
        return _names[workspaceId] = claims.Count == 0 ? FeatureNames.None : new FeatureNames(Resolve(claims));
    }

    /// <summary>The claims that hold, by former id: the newest, unless the same or a newer build declares the former id as a feature of its own.</summary>
    private static Dictionary<string, string> ReadClaims(SqliteConnection connection, int workspaceId)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            WITH latest AS ({Latest})
            SELECT former.former_id, former.feature_id FROM registry_former_features former JOIN latest ON latest.id = former.build_key
            WHERE NOT EXISTS (
                SELECT 1 FROM registry_features feature JOIN latest newer ON newer.id = feature.build_key
                WHERE feature.feature_id = former.former_id AND newer.age >= latest.age)
            ORDER BY latest.age, former.former_id
            """;
        command.Parameters.AddWithValue("$workspace", workspaceId);
        using var reader = command.ExecuteReader();
        var claims = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            claims[reader.GetString(0)] = reader.GetString(1);
        }

        return claims;
    }

    /// <summary>Follows chains to their ends. There are no circles: what a claim names is declared by the claim's build, and only a newer one can claim that.</summary>
    private static Dictionary<string, string> Resolve(Dictionary<string, string> claims)
    {
        var resolved = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var former in claims.Keys)
        {
            var current = claims[former];
            while (claims.TryGetValue(current, out var next))
            {
                current = next;
            }

            resolved.Add(former, current);
        }

        return resolved;
    }
}
