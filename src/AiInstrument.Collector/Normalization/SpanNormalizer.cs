using AiInstrument.Collector.Decoding;

namespace AiInstrument.Collector.Normalization;

/// <summary>Turns spans into interactions. A function of the span and the time of receipt; knows no database.</summary>
internal static class SpanNormalizer
{
    // In order: the first dialect that knows a span decides.
    private static readonly IDialect[] Dialects = [new OtelGenAiDialect()];

    private static readonly string[] Outcomes = ["aiinstrument.outcome", "aiinstrument.stream.outcome"];

    private static readonly string[] CancelledTypes = ["System.OperationCanceledException", "System.Threading.Tasks.TaskCanceledException"];

    /// <summary>The interaction that the span is, or null when it is none.</summary>
    public static Interaction? Normalize(DecodedSpan span, DateTimeOffset received)
    {
        foreach (var dialect in Dialects)
        {
            switch (dialect.Classify(span, out var operation))
            {
                case SpanRole.Interaction:
                    return Read(span, dialect.Keys, operation, received);
                case SpanRole.NotAnInteraction:
                    return null;
            }
        }

        return null;
    }

    private static Interaction Read(DecodedSpan span, DialectKeys keys, string? operation, DateTimeOffset received)
    {
        var fields = new FieldReader(span.Attributes);
        var errorType = ErrorType(span, fields);
        var status = Status(span, fields, errorType);
        var usage = UsageReader.Read(fields, keys);
        var coveredBy = fields.Text("aiinstrument.covered_by");
        return new Interaction
        {
            TraceId = span.TraceId,
            SpanId = span.SpanId,
            ParentSpanId = span.ParentSpanId,
            StartUnixNano = SpanTime.Start(span, received),
            DurationNano = SpanTime.Duration(span),
            Status = status,
            ErrorType = status == InteractionStatus.Ok ? null : errorType,
            Operation = operation,
            Provider = fields.Text(keys.Provider)?.ToLowerInvariant() ?? ProviderHost.Read(fields),
            RequestModel = fields.Text(keys.RequestModel),
            ResponseModel = fields.Text(keys.ResponseModel),
            ResponseId = fields.Text(keys.ResponseId),
            FinishReason = fields.Joined(keys.FinishReason),
            ServiceTier = fields.Text(keys.ServiceTier),
            Streaming = fields.Flag(keys.Streaming),
            TimeToFirstTokenNano = fields.Number(keys.TimeToFirstTokenSeconds) is >= 0 and <= 86_400 and var seconds ? (long)(seconds * 1e9) : null,
            Usage = usage,
            Estimated = fields.Flag(["aiinstrument.usage.estimated"]) || (status != InteractionStatus.Error && !usage.IsKnown),
            CacheHit = fields.Flag(["aiinstrument.cache.hit"]),
            Feature = fields.Text("aiinstrument.feature.id"),
            Category = fields.Text("aiinstrument.feature.category"),
            EntryPoint = fields.Text("aiinstrument.entry_point"),
            EntryPointKind = fields.Text("aiinstrument.entry_point.kind"),
            Organization = fields.Text("aiinstrument.organization.id"),
            User = fields.Text(keys.User),
            Project = fields.Text("aiinstrument.project.id"),
            Document = fields.Text("aiinstrument.document.id"),
            Session = fields.Text(keys.Session),
            Service = new FieldReader(span.Resource.Attributes).Text("service.name"),
            CallSite = fields.Text("aiinstrument.call_site.id"),
            Build = fields.Text("aiinstrument.build.id"),
            CodeFunction = fields.Text(keys.CodeFunction),
            CodeFile = fields.Text(keys.CodeFile),
            CodeLine = fields.Number(keys.CodeLine) is >= 1 and <= int.MaxValue and var line ? (int)line : null,
            Scope = span.Scope.Name is { Length: > 0 } scope ? Clip.Dimension(scope) : null,
            UncountedReason = coveredBy is null ? null : "covered by span " + Clip.To(coveredBy, 32),
            Attributes = AttributesJson.Write(span.Attributes),
        };
    }

    private static string? ErrorType(DecodedSpan span, FieldReader fields)
    {
        if (fields.Text("error.type") is { } type)
        {
            return type;
        }

        var exception = span.Events.FirstOrDefault(candidate => candidate.Name == "exception");
        return exception is null ? null : new FieldReader(exception.Attributes).Text("exception.type");
    }

    private static InteractionStatus Status(DecodedSpan span, FieldReader fields, string? errorType)
    {
        switch (fields.Text(Outcomes))
        {
            case "ok" or "completed":
                return InteractionStatus.Ok;
            case "error" or "denied":
                return InteractionStatus.Error;
            case "cancelled" or "abandoned":
                return InteractionStatus.Cancelled;
        }

        // An exception event alone may have been handled; the status or error.type says that the call failed.
        var failed = span.StatusCode == 2 || fields.Text("error.type") is not null;
        return !failed ? InteractionStatus.Ok
            : Array.Exists(CancelledTypes, type => type == errorType) ? InteractionStatus.Cancelled
            : InteractionStatus.Error;
    }
}
