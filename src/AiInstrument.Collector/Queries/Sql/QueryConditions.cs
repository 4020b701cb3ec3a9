using System.Globalization;
using System.Text;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Sql;

/// <summary>Conditions of a query with their parameters. Values from a request become parameters only.</summary>
internal sealed class QueryConditions
{
    private const long NanosPerDay = 86_400_000_000_000;
    private static readonly int Epoch = new DateOnly(1970, 1, 1).DayNumber;

    private readonly StringBuilder _sql = new("workspace_id = $workspace");
    private readonly List<KeyValuePair<string, object>> _parameters;

    private QueryConditions(int workspaceId) => _parameters = [new("$workspace", workspaceId)];

    /// <summary>Conditions on a rollup of days, or of hours.</summary>
    public static QueryConditions OnRollup(int workspaceId, UsageWindow window, UsageFilter filter, bool hours = false)
    {
        var perDay = hours ? 24 : 1;
        var conditions = new QueryConditions(workspaceId);
        if (window.FromDay is { } from)
        {
            conditions.And($"{(hours ? "hour" : "day")} >= $from", "$from", (long)Day(from) * perDay);
        }

        conditions.And($"{(hours ? "hour" : "day")} < $before", "$before", ((long)Day(window.ToDay) + 1) * perDay);
        conditions.Narrow(filter);
        return conditions;
    }

    /// <summary>Conditions on interactions; the window covers exactly what <see cref="OnRollup"/> covers.</summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="window">The window.</param>
    /// <param name="filter">Narrows.</param>
    /// <param name="fromUnixNano">A later start than the window's, or null. SQLite looks for one bound of a kind in the index, so that there must not be two.</param>
    /// <param name="beforeUnixNano">An earlier end than the window's, exclusive, or null.</param>
    public static QueryConditions OnInteractions(int workspaceId, UsageWindow window, UsageFilter filter, long? fromUnixNano = null, long? beforeUnixNano = null)
    {
        var conditions = new QueryConditions(workspaceId);
        if ((fromUnixNano ?? (window.FromDay is { } first ? Day(first) * NanosPerDay : null)) is { } from)
        {
            conditions.And("start_unix_nano >= $from", "$from", from);
        }

        conditions.And("start_unix_nano < $before", "$before", Math.Min(beforeUnixNano ?? long.MaxValue, (Day(window.ToDay) + 1) * NanosPerDay));
        conditions.Narrow(filter);
        return conditions;
    }

    /// <summary>Conditions on the interactions of a day.</summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="day">The day since the Unix epoch.</param>
    /// <param name="filter">Narrows.</param>
    /// <param name="fromUnixNano">A later start than the day's, or null.</param>
    /// <param name="beforeUnixNano">An earlier end than the day's, exclusive, or null.</param>
    public static QueryConditions OnDay(int workspaceId, long day, FilterIds filter, long? fromUnixNano = null, long? beforeUnixNano = null)
    {
        var conditions = OnAnyDay(workspaceId, filter);
        conditions.And("start_unix_nano >= $from", "$from", Math.Max(day * NanosPerDay, fromUnixNano ?? 0));
        conditions.And("start_unix_nano < $before", "$before", Math.Min((day + 1) * NanosPerDay, beforeUnixNano ?? long.MaxValue));
        return conditions;
    }

    /// <summary>Conditions on interactions of any day.</summary>
    public static QueryConditions OnAnyDay(int workspaceId, FilterIds filter)
    {
        var conditions = new QueryConditions(workspaceId);
        foreach (var (_, column, kind, _) in DimensionColumns.All)
        {
            if (filter.Kinds.Has(kind))
            {
                conditions.And($"{column} IN ({string.Join(", ", filter[kind].Select(id => id.ToString(CultureInfo.InvariantCulture)))})");
            }
        }

        return conditions;
    }

    /// <summary>Days from the Unix epoch to a day.</summary>
    public static int Day(DateOnly day) => day.DayNumber - Epoch;

    /// <summary>Adds a condition that has no parameter.</summary>
    public void And(string condition) => _sql.Append(" AND ").Append(condition);

    /// <summary>Adds a condition with its parameter.</summary>
    public void And(string condition, string parameter, object value)
    {
        And(condition);
        AddParameter(parameter, value);
    }

    /// <summary>Adds a further parameter of a condition.</summary>
    public void AddParameter(string parameter, object value) => _parameters.Add(new(parameter, value));

    /// <summary>Makes a command; <c>%where%</c> in the SQL stands for the conditions.</summary>
    public SqliteCommand ToCommand(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql.Replace("%where%", _sql.ToString(), StringComparison.Ordinal);
        foreach (var (name, value) in _parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    private void Narrow(UsageFilter filter)
    {
        foreach (var (_, column, kind, select) in DimensionColumns.All)
        {
            switch (select(filter))
            {
                case null when kind == DimensionKind.Organization && filter.Organizations is { } organizations:
                    And(
                        $"{column} IN (SELECT id FROM dimension_values WHERE workspace_id = $workspace AND kind = {(int)kind} AND value IN (SELECT value FROM json_each($organizations)))",
                        "$organizations",
                        organizations);
                    break;
                case null:
                    break;
                case "":
                    And($"{column} = 0");
                    break;
                case var value when kind == DimensionKind.Feature && filter.FormerFeatures is { } former:
                    And(
                        $"{column} IN (SELECT id FROM dimension_values WHERE workspace_id = $workspace AND kind = {(int)kind} AND (value = ${column} OR value IN (SELECT value FROM json_each($former_features))))",
                        "$" + column,
                        Clip.Dimension(value));
                    AddParameter("$former_features", former);
                    break;
                case var value:
                    // The value that is stored may have been clipped.
                    And(
                        $"{column} = (SELECT id FROM dimension_values WHERE workspace_id = $workspace AND kind = {(int)kind} AND value = ${column})",
                        "$" + column,
                        Clip.Dimension(value));
                    break;
            }
        }
    }
}
