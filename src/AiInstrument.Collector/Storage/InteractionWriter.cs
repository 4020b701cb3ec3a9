using System.Buffers.Binary;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Storage;

/// <summary>Inserts interactions and their attributes.</summary>
internal sealed class InteractionWriter
{
    // The order in which TryInsert binds.
    private static readonly string[] Columns =
    [
        "workspace_id", "trace_id", "span_id", "parent_span_id", "start_unix_nano", "duration_nano",
        "status", "streaming", "estimated", "cache_hit", "counted", "unpriced", "uncounted_reason", "cost_nano_usd", "price_id",
        "input_tokens", "output_tokens", "cached_input_tokens", "cache_write_tokens", "cache_write_1h_tokens", "reasoning_tokens",
        "audio_input_tokens", "audio_output_tokens", "image_input_tokens", "image_output_tokens",
        "time_to_first_token_nano", "response_id", "code_line",
        "provider_id", "model_id", "feature_id", "category_id", "entry_point_id", "organization_id", "user_id", "project_id", "service_id", "call_site_id",
        "operation_id", "request_model_id", "response_model_id", "entry_point_kind_id", "document_id", "session_id", "build_id", "scope_id",
        "code_function_id", "code_file_id", "error_type_id", "finish_reason_id", "service_tier_id", "dialect_id",
        "attributes_id", "aggregate", "covered", "attempt", "reported_cost_nano_usd", "saved_nano_usd",
    ];

    private readonly DimensionWriter _dimensions;
    private readonly AttributeSets _attributes;
    private readonly SqliteWriter _writer;
    private readonly SqliteStatement _insert;

    public InteractionWriter(SqliteWriter writer, DimensionWriter dimensions, AttributeSets attributes)
    {
        _writer = writer;
        _dimensions = dimensions;
        _attributes = attributes;
        _insert = writer.Prepare($"""
            INSERT INTO interactions ({string.Join(", ", Columns)})
            VALUES ({string.Join(", ", Enumerable.Repeat("?", Columns.Length))})
            ON CONFLICT (workspace_id, trace_id, span_id) DO NOTHING
            """);
    }

    /// <summary>Inserts an interaction.</summary>
    /// <returns>Its id; null when it was there before: nothing has changed then.</returns>
    public long? TryInsert(int workspace, Interaction call, in Cost cost, in RollupGroup group)
    {
        var row = new RowBinder(_insert);
        Span<byte> traceId = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(traceId, call.TraceId);
        row.Next((long)workspace);
        row.Next(traceId);
        row.Next(unchecked((long)call.SpanId));
        row.Next(unchecked((long)call.ParentSpanId));
        row.Next(call.StartUnixNano);
        row.Next(call.DurationNano);
        row.Next((long)call.Status);
        row.Next(call.Streaming);
        row.Next(call.Estimated);
        row.Next(call.CacheHit);
        row.Next(call.Counted);
        row.Next(cost.Unpriced);
        row.Next(call.UncountedReason);
        row.Next(cost.NanoUsd);
        row.Next(cost.Price?.Id);
        BindUsage(ref row, call.Usage);
        row.Next(call.TimeToFirstTokenNano);
        row.Next(call.ResponseId);
        row.Next(call.CodeLine);
        BindDimensions(ref row, workspace, call, group);
        row.Next(_attributes.Id(call.StartUnixNano / UnixTime.NanosPerDay, call.Attributes));
        row.Next(call.Role == SpanRole.Aggregate);
        row.Next(call.UncountedReason is not (null or UncountedReason.NotSettled));
        row.Next(call.Attempt);
        row.Next(call.ReportedCostNanoUsd);
        row.Next(cost.SavedNanoUsd);
        _insert.Run();
        return _writer.Changes == 0 ? null : _writer.LastInsertRowId;
    }

    private static void BindUsage(ref RowBinder row, in TokenUsage usage)
    {
        row.Next(usage.Input);
        row.Next(usage.Output);
        row.Next(usage.CachedInput);
        row.Next(usage.CacheWrite);
        row.Next(usage.CacheWrite1h);
        row.Next(usage.Reasoning);
        row.Next(usage.AudioInput);
        row.Next(usage.AudioOutput);
        row.Next(usage.ImageInput);
        row.Next(usage.ImageOutput);
    }

    private void BindDimensions(ref RowBinder row, int workspace, Interaction call, in RollupGroup group)
    {
        row.Next(group.Provider);
        row.Next(group.Model);
        row.Next(group.Feature);
        row.Next(group.Category);
        row.Next(group.EntryPoint);
        row.Next(group.Organization);
        row.Next(group.User);
        row.Next(group.Project);
        row.Next(group.Service);
        row.Next(_dimensions.Id(workspace, DimensionKind.CallSite, call.CallSite));
        row.Next(_dimensions.Id(workspace, DimensionKind.Operation, call.Operation));
        row.Next(_dimensions.Id(workspace, DimensionKind.Model, call.RequestModel));
        row.Next(_dimensions.Id(workspace, DimensionKind.Model, call.ResponseModel));
        row.Next(_dimensions.Id(workspace, DimensionKind.EntryPointKind, call.EntryPointKind));
        row.Next(_dimensions.Id(workspace, DimensionKind.Document, call.Document));
        row.Next(_dimensions.Id(workspace, DimensionKind.Session, call.Session));
        row.Next(_dimensions.Id(workspace, DimensionKind.Build, call.Build));
        row.Next(_dimensions.Id(workspace, DimensionKind.Scope, call.Scope));
        row.Next(_dimensions.Id(workspace, DimensionKind.CodeFunction, call.CodeFunction));
        row.Next(_dimensions.Id(workspace, DimensionKind.CodeFile, call.CodeFile));
        row.Next(_dimensions.Id(workspace, DimensionKind.ErrorType, call.ErrorType));
        row.Next(_dimensions.Id(workspace, DimensionKind.FinishReason, call.FinishReason));
        row.Next(_dimensions.Id(workspace, DimensionKind.ServiceTier, call.ServiceTier));
        row.Next(_dimensions.Id(workspace, DimensionKind.Dialect, call.Dialect));
    }

    /// <summary>Binds one parameter after the other.</summary>
    private struct RowBinder(SqliteStatement statement)
    {
        private int _parameter;

        public void Next(long value) => statement.Bind(++_parameter, value);

        public void Next(long? value) => statement.Bind(++_parameter, value);

        public void Next(bool value) => statement.Bind(++_parameter, value);

        public void Next(string? value) => statement.Bind(++_parameter, value);

        public void Next(ReadOnlySpan<byte> value) => statement.Bind(++_parameter, value);
    }
}
