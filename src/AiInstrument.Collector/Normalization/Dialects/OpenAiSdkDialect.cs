namespace AiInstrument.Collector.Normalization.Dialects;

/// <summary>The OpenAI SDK: OpenTelemetry's conventions, and the service tier, served before requested.</summary>
internal sealed class OpenAiSdkDialect : Dialect
{
    /// <inheritdoc/>
    public override string Name => "openai-sdk";

    /// <inheritdoc/>
    public override (Field Field, string[] Keys)[] Keys { get; } =
    [
        (Field.ServiceTier,
        [
            "openai.response.service_tier", "gen_ai.openai.response.service_tier", "openai.request.service_tier", "gen_ai.openai.request.service_tier",
        ]),
    ];
}
