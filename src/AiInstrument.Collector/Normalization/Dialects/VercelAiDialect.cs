namespace AiInstrument.Collector.Normalization.Dialects;

/// <summary>
/// The Vercel AI SDK, versions 4 to 7. A root such as <c>ai.generateText</c> sums its calls; only <c>…doGenerate</c>, <c>…doStream</c> and <c>…doEmbed</c> are calls.
/// Version 7 writes OpenTelemetry's conventions.
/// </summary>
internal sealed class VercelAiDialect : Dialect
{
    private static readonly string[] Scopes = ["ai", "gen_ai"];

    /// <inheritdoc/>
    public override string Name => "vercel-ai";

    /// <inheritdoc/>
    public override (Field Field, string[] Keys)[] Keys { get; } =
    [
        (Field.VercelOperation, ["ai.operationId"]),
        (Field.Provider, ["ai.model.provider"]),
        (Field.RequestModel, ["ai.model.id"]),
        (Field.ResponseModel, ["ai.response.model"]),
        (Field.ResponseId, ["ai.response.id"]),
        (Field.FinishReason, ["ai.response.finishReason"]),
        (Field.TimeToFirstTokenSeconds, ["gen_ai.client.operation.time_to_first_chunk"]),
        (Field.TimeToFirstTokenMilliseconds, ["ai.response.msToFirstChunk"]),
        (Field.Input, ["ai.usage.inputTokens", "ai.usage.promptTokens", "ai.usage.tokens"]),
        (Field.Output, ["ai.usage.outputTokens", "ai.usage.completionTokens"]),
        (Field.Total, ["ai.usage.totalTokens"]),
        (Field.CachedInput, ["ai.usage.inputTokenDetails.cacheReadTokens", "ai.usage.cachedInputTokens"]),
        (Field.CacheWrite, ["ai.usage.inputTokenDetails.cacheWriteTokens"]),
        (Field.Reasoning, ["ai.usage.outputTokenDetails.reasoningTokens", "ai.usage.reasoningTokens"]),
        (Field.InputWithoutCache, ["ai.usage.inputTokenDetails.noCacheTokens"]),
        (Field.OutputWithoutReasoning, ["ai.usage.outputTokenDetails.textTokens"]),
        (Field.ProviderMetadata, ["ai.response.providerMetadata"]),
        (Field.Session, ["ai.telemetry.metadata.sessionId"]),
        (Field.User, ["ai.telemetry.metadata.userId"]),
    ];

    /// <inheritdoc/>
    public override SpanVerdict? Classify(in FieldSet fields)
    {
        if (fields.Text(Field.VercelOperation) is { } id)
        {
            return id.EndsWith(".doGenerate", StringComparison.Ordinal) || id.EndsWith(".doStream", StringComparison.Ordinal) ? new SpanVerdict(SpanRole.Inference, "chat")
                : id.EndsWith(".doEmbed", StringComparison.Ordinal) ? new SpanVerdict(SpanRole.Inference, "embeddings")
                : id == "ai.toolCall" ? new SpanVerdict(SpanRole.Tool)
                : new SpanVerdict(SpanRole.Aggregate, id);
        }

        if (Array.IndexOf(Scopes, fields.Span.Scope.Name) < 0)
        {
            return null;
        }

        // Version 7 makes two spans of an embedding, of which the inner one has the usage.
        var outer = fields.Text(Field.Operation) == "embeddings" && !fields.Has(Field.Input) && !fields.Has(Field.ErrorType);
        return outer ? new SpanVerdict(SpanRole.Link)
            : fields.Span.Name == "agent_step" ? new SpanVerdict(SpanRole.Aggregate, "agent_step")
            : null;
    }

    /// <inheritdoc/>
    public override UsageConvention? Convention(in FieldSet fields)
    {
        if (!fields.Has(Field.VercelOperation))
        {
            return null;
        }

        // Version 6 gives details, and totals that include them. Before it, the SDK handed on what the provider calls input and output:
        // Anthropic and Bedrock leave cached tokens out of it, and Google leaves out reasoning.
        var provider = (fields.Text(Field.Provider) ?? "").ToLowerInvariant();
        var claude = provider.Contains("anthropic", StringComparison.Ordinal);
        var cacheApart = (claude || provider.Contains("bedrock", StringComparison.Ordinal)) && !fields.Has(Field.InputWithoutCache);
        var google = provider.Contains("google", StringComparison.Ordinal) || provider.Contains("vertex", StringComparison.Ordinal);
        var reasoningApart = google && !claude && !fields.Has(Field.OutputWithoutReasoning);
        return new UsageConvention(cacheApart, reasoningApart);
    }
}
