using System.Buffers.Binary;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Storage;

/// <summary>Inserts interactions and their attributes.</summary>
internal sealed class InteractionWriter : IDisposable
{
    // Name and value of each column; the order is that of the statement's parameters.
    private static readonly (string Name, Func<Row, object?> Value)[] Columns =
    [
        ("workspace_id", row => row.Workspace),
        ("trace_id", row => TraceBytes(row.Interaction.TraceId)),
        ("span_id", row => unchecked((long)row.Interaction.SpanId)),
        ("parent_span_id", row => unchecked((long)row.Interaction.ParentSpanId)),
        ("start_unix_nano", row => row.Interaction.StartUnixNano),
        ("duration_nano", row => row.Interaction.DurationNano),
        ("received_unix_ms", row => row.ReceivedUnixMs),
        ("status", row => (int)row.Interaction.Status),
        ("streaming", row => row.Interaction.Streaming),
        ("estimated", row => row.Interaction.Estimated),
        ("cache_hit", row => row.Interaction.CacheHit),
        ("counted", row => row.Interaction.Counted),
        ("unpriced", row => row.Cost.Unpriced),
        ("uncounted_reason", row => row.Interaction.UncountedReason),
        ("cost_nano_usd", row => row.Cost.NanoUsd),
        ("price_id", row => row.Cost.Price?.Id),
        ("input_tokens", row => row.Interaction.Usage.Input),
        ("output_tokens", row => row.Interaction.Usage.Output),
        ("cached_input_tokens", row => row.Interaction.Usage.CachedInput),
        ("cache_write_tokens", row => row.Interaction.Usage.CacheWrite),
        ("cache_write_1h_tokens", row => row.Interaction.Usage.CacheWrite1h),
        ("reasoning_tokens", row => row.Interaction.Usage.Reasoning),
        ("audio_input_tokens", row => row.Interaction.Usage.AudioInput),
        ("audio_output_tokens", row => row.Interaction.Usage.AudioOutput),
        ("image_input_tokens", row => row.Interaction.Usage.ImageInput),
        ("image_output_tokens", row => row.Interaction.Usage.ImageOutput),
        ("time_to_first_token_nano", row => row.Interaction.TimeToFirstTokenNano),
        ("response_id", row => row.Interaction.ResponseId),
        ("code_line", row => row.Interaction.CodeLine),
        ("operation_id", row => row.Id(DimensionKind.Operation, row.Interaction.Operation)),
        ("provider_id", row => row.Groups.Provider),
        ("model_id", row => row.Groups.Model),
        ("request_model_id", row => row.Id(DimensionKind.Model, row.Interaction.RequestModel)),
        ("response_model_id", row => row.Id(DimensionKind.Model, row.Interaction.ResponseModel)),
        ("feature_id", row => row.Groups.Feature),
        ("category_id", row => row.Groups.Category),
        ("entry_point_id", row => row.Groups.EntryPoint),
        ("entry_point_kind_id", row => row.Id(DimensionKind.EntryPointKind, row.Interaction.EntryPointKind)),
        ("organization_id", row => row.Groups.Organization),
        ("user_id", row => row.Groups.User),
        ("project_id", row => row.Groups.Project),
        ("document_id", row => row.Id(DimensionKind.Document, row.Interaction.Document)),
        ("session_id", row => row.Id(DimensionKind.Session, row.Interaction.Session)),
        ("service_id", row => row.Groups.Service),
        ("call_site_id", row => row.Id(DimensionKind.CallSite, row.Interaction.CallSite)),
        ("build_id", row => row.Id(DimensionKind.Build, row.Interaction.Build)),
        ("scope_id", row => row.Id(DimensionKind.Scope, row.Interaction.Scope)),
        ("code_function_id", row => row.Id(DimensionKind.CodeFunction, row.Interaction.CodeFunction)),
        ("code_file_id", row => row.Id(DimensionKind.CodeFile, row.Interaction.CodeFile)),
        ("error_type_id", row => row.Id(DimensionKind.ErrorType, row.Interaction.ErrorType)),
        ("finish_reason_id", row => row.Id(DimensionKind.FinishReason, row.Interaction.FinishReason)),
        ("service_tier_id", row => row.Id(DimensionKind.ServiceTier, row.Interaction.ServiceTier)),
    ];

    private readonly DimensionWriter _dimensions;
    private readonly SqliteCommand _insert;
    private readonly SqliteCommand _insertAttributes;

    public InteractionWriter(SqliteConnection connection, DimensionWriter dimensions)
    {
        _dimensions = dimensions;
        _insert = connection.CreateCommand();
        _insert.CommandText = $"""
            INSERT INTO interactions ({string.Join(", ", Columns.Select(column => column.Name))})
            VALUES ({string.Join(", ", Columns.Select(column => "$" + column.Name))})
            ON CONFLICT (workspace_id, trace_id, span_id) DO NOTHING
            RETURNING id
            """;
        foreach (var column in Columns)
        {
            _insert.Parameters.Add(new SqliteParameter { ParameterName = "$" + column.Name });
        }

        _insertAttributes = connection.CreateCommand();
        _insertAttributes.CommandText = "INSERT INTO interaction_attributes (interaction_id, encoding, data) VALUES ($id, $encoding, $data)";
        _insertAttributes.Parameters.Add("$id", SqliteType.Integer);
        _insertAttributes.Parameters.Add("$encoding", SqliteType.Integer);
        _insertAttributes.Parameters.Add("$data", SqliteType.Blob);
    }

    /// <summary>The transaction of the next calls.</summary>
    public SqliteTransaction? Transaction
    {
        set
        {
            _insert.Transaction = value;
            _insertAttributes.Transaction = value;
        }
    }

    /// <summary>Inserts an interaction.</summary>
    /// <returns>False when it was there before; nothing has changed then.</returns>
    public bool TryInsert(int workspace, long receivedUnixMs, Interaction interaction, in Cost cost, in RollupGroup groups)
    {
        var row = new Row(workspace, receivedUnixMs, interaction, cost, groups, _dimensions);
        for (var i = 0; i < Columns.Length; i++)
        {
            _insert.Parameters[i].Value = Columns[i].Value(row) ?? DBNull.Value;
        }

        if (_insert.ExecuteScalar() is not long id)
        {
            return false;
        }

        var (encoding, data) = AttributesBlob.Pack(interaction.Attributes);
        _insertAttributes.Parameters[0].Value = id;
        _insertAttributes.Parameters[1].Value = (int)encoding;
        _insertAttributes.Parameters[2].Value = data;
        _insertAttributes.ExecuteNonQuery();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert.Dispose();
        _insertAttributes.Dispose();
    }

    private static byte[] TraceBytes(UInt128 traceId)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, traceId);
        return bytes;
    }

    private sealed record Row(int Workspace, long ReceivedUnixMs, Interaction Interaction, Cost Cost, RollupGroup Groups, DimensionWriter Dimensions)
    {
        public long Id(DimensionKind kind, string? value) => Dimensions.Id(Workspace, kind, value);
    }
}
