namespace AiInstrument.Collector.Normalization.Dialects;

/// <summary>Microsoft.Extensions.AI: OpenTelemetry's conventions, and what its own parts add.</summary>
internal sealed class MicrosoftExtensionsAiDialect : Dialect
{
    /// <inheritdoc/>
    public override string Name => "microsoft-extensions-ai";

    /// <inheritdoc/>
    public override (Field Field, string[] Keys)[] Keys { get; } =
    [
        (Field.AudioInput, ["gen_ai.usage.input_audio_tokens"]),
        (Field.AudioOutput, ["gen_ai.usage.output_audio_tokens"]),
    ];

    /// <inheritdoc/>
    public override SpanVerdict? Classify(in FieldSet fields)
    {
        // FunctionInvokingChatClient sums its calls in a span that names no operation.
        var sums = fields.Span.Name.StartsWith("orchestrate_tools", StringComparison.Ordinal) && !fields.Has(Field.Operation);
        return sums ? new SpanVerdict(SpanRole.Aggregate, "orchestrate_tools") : null;
    }
}
