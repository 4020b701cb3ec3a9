using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Normalization.Content;
using AiInstrument.Collector.Normalization.Dialects;
using AiInstrument.Collector.Normalization.Events;
using AiInstrument.Collector.Normalization.Usage;

namespace AiInstrument.Collector.Normalization;

/// <summary>Turns spans into interactions and links. A function of the span and the time of receipt; knows no database and keeps nothing of the span but strings.</summary>
internal static class SpanNormalizer
{
    private static readonly string[] CancelledTypes = ["System.OperationCanceledException", "System.Threading.Tasks.TaskCanceledException"];

    /// <summary>What the span is.</summary>
    /// <param name="span">The span.</param>
    /// <param name="received">When it arrived.</param>
    /// <param name="keepsContent">Whether what it says of prompts and answers is wanted.</param>
    public static NormalizedSpan Normalize(DecodedSpan span, DateTimeOffset received, bool keepsContent = false)
    {
        var fields = new FieldSet(span, stackalloc uint[KeyTable.FieldCount]);
        var (verdict, dialect) = Classify(fields);
        var interaction = verdict.Role switch
        {
            SpanRole.Inference => Read(fields, verdict, dialect, UsageReader.Read(fields), received, keepsContent),

            // A wrapper that says nothing of usage repeats nothing.
            SpanRole.Aggregate when UsageReader.Read(fields) is var usage && (usage.IsKnown || ReportedCost.Read(fields) is not null) =>
                Read(fields, verdict, dialect, usage, received, keepsContent),
            _ => null,
        };
        if (interaction is not null)
        {
            return new NormalizedSpan(interaction.Role, interaction, Link(span));
        }

        // A root leads nowhere.
        return span.ParentSpanId == 0 ? default : new NormalizedSpan(verdict.Role == SpanRole.Tool ? SpanRole.Tool : SpanRole.Link, null, Link(span));
    }

    private static SpanLink Link(DecodedSpan span) => new(span.TraceId, span.SpanId, span.ParentSpanId);

    private static (SpanVerdict Verdict, Dialect? Dialect) Classify(in FieldSet fields)
    {
        foreach (var dialect in AllDialects.InOrder)
        {
            if (dialect.Classify(fields) is { } verdict)
            {
                return (verdict, dialect);
            }
        }

        // Tokens of a model on a span that nobody knows: a call or a sum of calls. As a sum it counts either way only what nothing beneath it counts.
        var used = (fields.Has(Field.Input) || fields.Has(Field.Output)) && (fields.Has(Field.RequestModel) || fields.Has(Field.ResponseModel));
        return (new SpanVerdict(used ? SpanRole.Aggregate : SpanRole.Link), null);
    }

    private static Interaction Read(in FieldSet fields, in SpanVerdict verdict, Dialect? dialect, in TokenUsage usage, DateTimeOffset received, bool keepsContent)
    {
        var span = fields.Span;
        var errorType = ErrorType(fields);
        var status = Status(fields, errorType);
        var coveredBy = fields.Text(Field.CoveredBy);
        var timeToFirstToken = FirstToken.Nanos(fields);
        var events = GenAiEvent.ReadAll(span);
        var call = new Interaction
        {
            TraceId = span.TraceId,
            SpanId = span.SpanId,
            ParentSpanId = span.ParentSpanId,
            Role = verdict.Role,
            Dialect = dialect?.Name,
            Kind = span.Kind,
            Attempt = fields.Number(Field.ResendCount) is >= 0 and < 1000 and var resent ? (int)resent + 1 : null,
            StartUnixNano = SpanTime.Start(span, received),
            DurationNano = SpanTime.Duration(span),
            Status = status,
            ErrorType = status == InteractionStatus.Ok ? null : errorType,
            Operation = verdict.Operation is { } operation ? Clip.Dimension(operation) : null,
            Provider = fields.Text(Field.Provider) is { } provider ? ProviderName.Of(provider) : ProviderHost.Of(fields.Text(Field.ServerAddress)),
            RequestModel = fields.Text(Field.RequestModel),
            ResponseModel = fields.Text(Field.ResponseModel),
            ResponseId = fields.Text(Field.ResponseId),
            FinishReason = fields.Joined(Field.FinishReason),
            ServiceTier = fields.Text(Field.ServiceTier),
            Streaming = IsStreamed(fields),
            TimeToFirstTokenNano = timeToFirstToken,
            Usage = usage,
            ReportedCostNanoUsd = ReportedCost.Read(fields),
            Estimated = fields.Flag(Field.Estimated) == true || (status != InteractionStatus.Error && !usage.IsKnown),
            CacheHit = fields.Flag(Field.CacheHit) ?? (fields.LongText(Field.HiddenParameters) is { } hidden && ReportedCost.IsCacheHit(hidden)),
            Feature = fields.Text(Field.Feature),
            Category = fields.Text(Field.Category),
            EntryPoint = fields.Text(Field.EntryPoint),
            EntryPointKind = fields.Text(Field.EntryPointKind),
            Organization = fields.Text(Field.Organization),
            User = fields.Text(Field.User),
            Project = fields.Text(Field.Project),
            Document = fields.Text(Field.Document),
            Session = fields.Text(Field.Session),
            Service = new FieldReader(span.Resource.Attributes).Text("service.name"),
            CallSite = fields.Text(Field.CallSite),
            Build = fields.Text(Field.Build),
            CodeFunction = fields.Text(Field.CodeFunction),
            CodeFile = fields.Text(Field.CodeFile),
            CodeLine = fields.Number(Field.CodeLine) is >= 1 and <= int.MaxValue and var line ? (int)line : null,
            Scope = span.Scope.Name is { Length: > 0 } scope ? Clip.Dimension(scope) : null,
            UncountedReason = coveredBy is not null ? UncountedReason.CoveredBy(coveredBy)
                : verdict.Role == SpanRole.Aggregate ? UncountedReason.NotSettled
                : null,
            BudgetLeases = fields.Text(Field.BudgetLease),
            LeftOut = LeftOut.Of(span, keepsContent ? 0 : events?.Messages ?? 0),
        };
        call = events?.Fill(call) ?? call;
        call.Attributes = AttributesJson.Write(span.Attributes, call, out var hasContent);
        call.Content = keepsContent && (hasContent || events?.Messages > 0) ? CallContent.Of(span) : null;
        return call;
    }

    private static bool IsStreamed(in FieldSet fields) =>
        fields.Flag(Field.Streaming) ?? (fields.Text(Field.VercelOperation)?.Contains("stream", StringComparison.OrdinalIgnoreCase) == true || FirstToken.IsStreamed(fields));

    private static string? ErrorType(in FieldSet fields)
    {
        if (fields.Text(Field.ErrorType) is { } type)
        {
            return type;
        }

        foreach (var candidate in fields.Span.Events)
        {
            if (candidate.Name == "exception")
            {
                return new FieldReader(candidate.Attributes).Text("exception.type");
            }
        }

        return null;
    }

    private static InteractionStatus Status(in FieldSet fields, string? errorType)
    {
        switch (fields.Text(Field.Outcome))
        {
            case "ok" or "completed":
                return InteractionStatus.Ok;
            case "error" or "denied":
                return InteractionStatus.Error;
            case "cancelled" or "abandoned":
                return InteractionStatus.Cancelled;
        }

        // An exception event alone may have been handled; the status, error.type or a level says that the call failed.
        var failed = fields.Span.StatusCode == 2 || fields.Has(Field.ErrorType) || fields.Text(Field.LangfuseLevel) == "ERROR";
        return !failed ? InteractionStatus.Ok
            : Array.IndexOf(CancelledTypes, errorType) >= 0 ? InteractionStatus.Cancelled
            : InteractionStatus.Error;
    }
}
