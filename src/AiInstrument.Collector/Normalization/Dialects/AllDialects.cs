namespace AiInstrument.Collector.Normalization.Dialects;

/// <summary>Every dialect that is understood.</summary>
internal static class AllDialects
{
    private static readonly Dialect[] s_inOrder =
    [
        new AiInstrumentDialect(),
        new LiteLlmDialect(),
        new VercelAiDialect(),
        new LangfuseDialect(),
        new OpenInferenceDialect(),
        new MicrosoftExtensionsAiDialect(),
        new SemanticKernelDialect(),
        new AgentFrameworkDialect(),
        new AnthropicSdkDialect(),
        new OpenAiSdkDialect(),
        new OtelGenAiDialect(),
        new OpenLlmetryDialect(),
        new OtherEmittersDialect(),
    ];

    /// <summary>
    /// The first that knows what a span is decides it: the frameworks, which know that they only wrap a call, stand before the conventions that both would use.
    /// </summary>
    public static ReadOnlySpan<Dialect> InOrder => s_inOrder;

    /// <summary>Where several dialects hold a field of one span, the earlier one's value is taken: the conventions before everybody's own keys.</summary>
    public static IEnumerable<Dialect> ByPreference => s_inOrder.OrderBy(dialect => dialect is not (AiInstrumentDialect or OtelGenAiDialect));
}
