using System.Globalization;
using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>Stores parts of registries. A part that is there already changes nothing.</summary>
internal sealed class RegistryWriter(SqliteWriter writer)
{
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    /// <summary>Stores a part.</summary>
    public void Write(int workspace, DateTimeOffset received, RegistryChunk chunk)
    {
        var build = BuildKey(workspace, received, chunk);
        if (Execute("INSERT INTO registry_chunks (build_key, chunk_index) VALUES ($0, $1) ON CONFLICT DO NOTHING", build, chunk.Index) == 0)
        {
            return;
        }

        foreach (var feature in chunk.Features)
        {
            Execute(
                "INSERT INTO registry_features (build_key, feature_id, category, owner, purpose) VALUES ($0, $1, $2, $3, $4) ON CONFLICT DO NOTHING",
                build, Cut(feature.Id), Cut(feature.Category), Cut(feature.Owner), Cut(feature.Purpose));
            foreach (var former in feature.FormerIds ?? [])
            {
                if (former is { Length: > 0 })
                {
                    Execute("INSERT INTO registry_former_features (build_key, former_id, feature_id) VALUES ($0, $1, $2) ON CONFLICT DO NOTHING", build, Cut(former), Cut(feature.Id));
                }
            }
        }

        AddBudgets(build, chunk);
        foreach (var route in chunk.Routes)
        {
            AddEntryPoint(build, route.Method + " " + route.Pattern, "http");
        }

        foreach (var job in chunk.Jobs)
        {
            AddEntryPoint(build, job.Name, job.Kind ?? "job");
        }

        foreach (var site in chunk.CallSites)
        {
            Execute(
                """
                INSERT INTO registry_call_sites (build_key, call_site_id, member, file, line, sdk, method, operation, provider, model, feature, escape_reason, measured_by)
                VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING
                """,
                build, Cut(site.Id), Cut(site.Member), Cut(site.File), site.Line, Cut(site.Sdk), Cut(site.Method),
                Cut(site.Operation), Cut(site.Provider), Cut(site.Model), Cut(site.Feature), Cut(site.Escape), Cut(site.MeasuredBy));
        }

        if (chunk.Reaches is not null)
        {
            Execute("UPDATE builds SET knows_reaches = 1 WHERE id = $0", build);
        }

        foreach (var reach in chunk.Reaches ?? [])
        {
            AddReaches(build, reach, reach.CallSites, isAmbiguous: false);
            AddReaches(build, reach, reach.Ambiguous, isAmbiguous: true);
        }

        Execute("UPDATE builds SET complete = (SELECT count(*) FROM registry_chunks WHERE build_key = $0) >= chunk_count WHERE id = $0", build);
    }

    private long BuildKey(int workspace, DateTimeOffset received, RegistryChunk chunk)
    {
        Execute(
            """
            INSERT INTO builds (workspace_id, service, assembly, build_id, chunk_count, complete, first_seen_unix_ms)
            VALUES ($0, $1, $2, $3, $4, 0, $5) ON CONFLICT DO NOTHING
            """,
            workspace, chunk.Service, chunk.Assembly, chunk.BuildId, chunk.Count, received.ToUnixTimeMilliseconds());
        return Bound(
            "SELECT id FROM builds WHERE workspace_id = $0 AND service = $1 AND assembly = $2 AND build_id = $3",
            workspace, chunk.Service, chunk.Assembly, chunk.BuildId).Find() ?? throw new InvalidOperationException("A build has no id.");
    }

    private void AddBudgets(long build, RegistryChunk chunk)
    {
        foreach (var feature in chunk.Features)
        {
            foreach (var budget in feature.Budgets ?? [])
            {
                if (budget is { Limit: > 0 and var limit } && BudgetWords.UnitOf(budget.Unit) is { } unit && BudgetWords.PeriodOf(budget.Period) is { } period)
                {
                    Execute(
                        "INSERT INTO registry_feature_budgets (build_key, feature_id, unit, period, soft, amount) VALUES ($0, $1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                        build, Cut(feature.Id), unit, period, budget.Soft == true, limit);
                }
            }
        }
    }

    private void AddEntryPoint(long build, string name, string kind) =>
        Execute("INSERT INTO registry_entry_points (build_key, name, kind) VALUES ($0, $1, $2) ON CONFLICT DO NOTHING", build, Cut(name), Cut(kind));

    private void AddReaches(long build, RegistryReach reach, IReadOnlyList<string?>? sites, bool isAmbiguous)
    {
        foreach (var site in sites ?? [])
        {
            if (site is { Length: > 0 })
            {
                Execute(
                    "INSERT INTO registry_reaches (build_key, entry_point, kind, call_site_id, ambiguous) VALUES ($0, $1, $2, $3, $4) ON CONFLICT DO UPDATE SET ambiguous = min(ambiguous, excluded.ambiguous)",
                    build, Cut(reach.EntryPoint), Cut(reach.Kind ?? "job"), Cut(site), isAmbiguous);
            }
        }
    }

    private static string? Cut(string? value) => value is null ? null : Clip.Dimension(value);

    private int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        Bound(sql, values).Run();
        return writer.Changes;
    }

    // Registries arrive once per start of an application: boxed values cost nothing that anybody notices.
    private SqliteStatement Bound(string sql, params ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements.Add(sql, statement = writer.Prepare(sql));
        }

        for (var i = 0; i < values.Length; i++)
        {
            switch (values[i])
            {
                case null or string:
                    statement.Bind(i + 1, (string?)values[i]);
                    break;
                case var number:
                    statement.Bind(i + 1, Convert.ToInt64(number, CultureInfo.InvariantCulture));
                    break;
            }
        }

        return statement;
    }
}
