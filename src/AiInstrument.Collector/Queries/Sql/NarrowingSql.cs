using System.Text;
using System.Text.Json;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Collector.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Queries.Sql;

/// <summary>The conditions of a <see cref="RecordNarrowing"/> on the interactions <c>i</c>.</summary>
internal static class NarrowingSql
{
    private const string Tokens = "coalesce(i.input_tokens, 0) + coalesce(i.output_tokens, 0)";
    private const string TokensKnown = "(i.input_tokens IS NOT NULL OR i.output_tokens IS NOT NULL)";
    private const string IsOverride = "(SELECT ai_is_override(encoding, data) FROM attribute_sets WHERE id = i.attributes_id)";

    private static readonly (string Column, DimensionKind Kind, Func<RecordNarrowing, string?> Value)[] Texts =
    [
        ("error_type", DimensionKind.ErrorType, narrowing => narrowing.ErrorType),
        ("finish_reason", DimensionKind.FinishReason, narrowing => narrowing.FinishReason),
        ("request_model", DimensionKind.Model, narrowing => narrowing.RequestModel),
        ("response_model", DimensionKind.Model, narrowing => narrowing.ResponseModel),
        ("operation", DimensionKind.Operation, narrowing => narrowing.Operation),
        ("document", DimensionKind.Document, narrowing => narrowing.Document),
        ("session", DimensionKind.Session, narrowing => narrowing.Session),
    ];

    /// <summary>Adds the conditions.</summary>
    /// <param name="conditions">Conditions on interactions.</param>
    /// <param name="connection">Where they are used.</param>
    /// <param name="narrowing">What to narrow to.</param>
    public static void Narrow(this QueryConditions conditions, SqliteConnection connection, RecordNarrowing narrowing)
    {
        Bound("i.cost_nano_usd >= ", "$min_cost", narrowing.MinCostNanoUsd);
        Bound("i.cost_nano_usd <= ", "$max_cost", narrowing.MaxCostNanoUsd);
        Bound($"{TokensKnown} AND {Tokens} >= ", "$min_tokens", narrowing.MinTokens);
        Bound($"{TokensKnown} AND {Tokens} <= ", "$max_tokens", narrowing.MaxTokens);
        Bound("i.duration_nano >= ", "$min_duration", Nanos(narrowing.MinDuration));
        Bound("i.duration_nano <= ", "$max_duration", Nanos(narrowing.MaxDuration));
        foreach (var (column, kind, value) in Texts)
        {
            if (value(narrowing) is { Length: > 0 } text)
            {
                // A partial index is used where the query says what it holds.
                conditions.And($"i.{column}_id <> 0");
                conditions.And(
                    $"i.{column}_id = (SELECT id FROM dimension_values WHERE workspace_id = $workspace AND kind = {(int)kind} AND value = $narrow_{column})",
                    "$narrow_" + column,
                    Clip.Dimension(text));
            }
            else if (value(narrowing) is not null)
            {
                conditions.And($"i.{column}_id = 0");
            }
        }

        Either("i.streaming = 1", narrowing.Streaming);
        Either("coalesce(i.attempt, 1) > 1", narrowing.IsRetry);
        if (narrowing.IsOverride is not null)
        {
            connection.CreateFunction("ai_is_override", (long encoding, byte[] data) => WasOverridden(AttributesBlob.Unpack((AttributesBlob.Encoding)encoding, data)), isDeterministic: true);
            Either($"coalesce({IsOverride}, 0) = 1", narrowing.IsOverride);
        }

        void Bound(string condition, string parameter, long? bound)
        {
            if (bound is { } value)
            {
                conditions.And(condition + parameter, parameter, value);
            }
        }

        void Either(string condition, bool? wanted)
        {
            if (wanted is { } yes)
            {
                conditions.And(yes ? condition : $"NOT ({condition})");
            }
        }
    }

    /// <summary>A time in nanoseconds.</summary>
    public static long? Nanos(TimeSpan? time) => time?.Ticks * TimeSpan.NanosecondsPerTick;

    private static bool WasOverridden(byte[] json)
    {
        // Most attributes have nothing of it: the bytes tell that faster than the JSON.
        if (json.AsSpan().IndexOf(Encoding.UTF8.GetBytes(SentBudget.Override)) < 0)
        {
            return false;
        }

        using var document = JsonDocument.Parse(json);
        return SentBudget.IsOverride(name => document.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null);
    }
}
