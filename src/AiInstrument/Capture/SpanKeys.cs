namespace AiInstrument.Capture;

/// <summary>
/// Attribute keys of a call span: OTel GenAI semantic conventions in their current names, the keys that the Anthropic
/// and OpenAI conventions add, and this project's own.
/// </summary>
internal static class SpanKeys
{
    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string System = "gen_ai.system";
    public const string RequestModel = "gen_ai.request.model";
    public const string RequestStream = "gen_ai.request.stream";
    public const string RequestMaxTokens = "gen_ai.request.max_tokens";
    public const string RequestTemperature = "gen_ai.request.temperature";
    public const string RequestTopP = "gen_ai.request.top_p";
    public const string ResponseId = "gen_ai.response.id";
    public const string ResponseModel = "gen_ai.response.model";
    public const string ResponseFinishReasons = "gen_ai.response.finish_reasons";
    public const string ResponseTimeToFirstChunk = "gen_ai.response.time_to_first_chunk";

    public const string UsagePrefix = "gen_ai.usage.";
    public const string UsageInput = "gen_ai.usage.input_tokens";
    public const string UsageOutput = "gen_ai.usage.output_tokens";
    public const string UsageCacheRead = "gen_ai.usage.cache_read.input_tokens";
    public const string UsageCacheWrite = "gen_ai.usage.cache_write.input_tokens";
    public const string UsageCacheWrite5m = "anthropic.usage.cache_creation.ephemeral_5m_input_tokens";
    public const string UsageCacheWrite1h = "anthropic.usage.cache_creation.ephemeral_1h_input_tokens";
    public const string UsageReasoning = "gen_ai.usage.reasoning.output_tokens";
    public const string UsageAudioInput = "gen_ai.usage.audio.input_tokens";
    public const string UsageAudioOutput = "gen_ai.usage.audio.output_tokens";
    public const string UsageImageInput = "gen_ai.usage.image.input_tokens";
    public const string UsageImageOutput = "gen_ai.usage.image.output_tokens";

    public const string OpenAIRequestServiceTier = "openai.request.service_tier";
    public const string OpenAIResponseServiceTier = "openai.response.service_tier";
    public const string AnthropicRequestServiceTier = "anthropic.request.service_tier";
    public const string AnthropicResponseServiceTier = "anthropic.response.service_tier";

    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";
    public const string ErrorType = "error.type";

    public const string CodeFunctionName = "code.function.name";
    public const string CodeFilePath = "code.file.path";
    public const string CodeLineNumber = "code.line.number";

    public const string CallSiteId = "aiinstrument.call_site.id";
    public const string CallSiteKind = "aiinstrument.call_site.kind";
    public const string BuildId = "aiinstrument.build.id";
    public const string FeatureId = "aiinstrument.feature.id";
    public const string FeatureCategory = "aiinstrument.feature.category";
    public const string Purpose = "aiinstrument.purpose";
    public const string EntryPoint = "aiinstrument.entry_point";
    public const string EntryPointKind = "aiinstrument.entry_point.kind";
    public const string Organization = "aiinstrument.organization.id";
    public const string User = "user.id";
    public const string Project = "aiinstrument.project.id";
    public const string Document = "aiinstrument.document.id";
    public const string Session = "session.id";
    public const string Outcome = "aiinstrument.outcome";
    public const string UsageEstimated = "aiinstrument.usage.estimated";
    public const string BudgetOverride = "aiinstrument.budget.override";
    public const string BudgetOverrideBy = "aiinstrument.budget.override_by";
    public const string BudgetLease = "aiinstrument.budget.lease";
    public const string CoveredBy = "aiinstrument.covered_by";
}
