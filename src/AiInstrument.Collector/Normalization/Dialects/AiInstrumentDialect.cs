namespace AiInstrument.Collector.Normalization.Dialects;

/// <summary>This product's own attributes. The call itself is written in OpenTelemetry's conventions.</summary>
internal sealed class AiInstrumentDialect : Dialect
{
    /// <summary>The instrumentation scope of this product's own spans.</summary>
    public const string Scope = "AiInstrument";

    /// <inheritdoc/>
    public override string Name => "aiinstrument";

    /// <inheritdoc/>
    public override (Field Field, string[] Keys)[] Keys { get; } =
    [
        (Field.Outcome, ["aiinstrument.outcome", "aiinstrument.stream.outcome"]),
        (Field.CoveredBy, ["aiinstrument.covered_by"]),
        (Field.CacheHit, ["aiinstrument.cache.hit"]),
        (Field.Estimated, ["aiinstrument.usage.estimated"]),
        (Field.BudgetLease, ["aiinstrument.budget.lease"]),
        (Field.Feature, ["aiinstrument.feature.id"]),
        (Field.Category, ["aiinstrument.feature.category"]),
        (Field.EntryPoint, ["aiinstrument.entry_point"]),
        (Field.EntryPointKind, ["aiinstrument.entry_point.kind"]),
        (Field.Organization, ["aiinstrument.organization.id"]),
        (Field.Project, ["aiinstrument.project.id"]),
        (Field.Document, ["aiinstrument.document.id"]),
        (Field.CallSite, ["aiinstrument.call_site.id"]),
        (Field.Build, ["aiinstrument.build.id"]),
    ];

    /// <inheritdoc/>
    public override SpanVerdict? Classify(in FieldSet fields)
    {
        // Our own instrumentation makes spans of LLM calls only, also of operations that the conventions do not name yet: images, speech, transcription.
        var own = fields.Span.Scope.Name == Scope && fields.Text(Field.Operation) is { } operation && !OtelGenAiDialect.IsNeverBilled(operation);
        return own ? new SpanVerdict(SpanRole.Inference, OperationName.Of(fields.Text(Field.Operation)!)) : null;
    }
}
