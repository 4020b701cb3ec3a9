namespace AiInstrument.Collector.Normalization;

/// <summary>What an attribute may say of a call. Dialects map their keys to these.</summary>
internal enum Field
{
    // What the span is.
    Operation,
    OpenInferenceKind,
    TraceloopKind,
    RequestType,
    VercelOperation,
    LangfuseType,
    LangfuseLevel,

    // Which call it was.
    Provider,
    ServerAddress,
    RequestModel,
    ResponseModel,
    ResponseId,
    FinishReason,
    ServiceTier,
    Streaming,
    TimeToFirstTokenSeconds,
    TimeToFirstTokenMilliseconds,
    CompletionStart,
    ResendCount,
    Outcome,
    ErrorType,
    CoveredBy,
    CacheHit,
    Estimated,
    BudgetLease,

    // What it used.
    Input,
    Output,
    Total,
    CachedInput,
    CacheWrite,
    CacheWrite5m,
    CacheWrite1h,
    Reasoning,
    AudioInput,
    AudioOutput,
    ImageInput,
    ImageOutput,
    InputWithoutCache,
    OutputWithoutReasoning,
    UsageDetails,
    ProviderMetadata,

    // What the sender says it cost, in dollars.
    Cost,
    InputCost,
    OutputCost,
    CostDetails,
    HiddenParameters,

    // Whom it belongs to.
    Feature,
    Category,
    EntryPoint,
    EntryPointKind,
    Organization,
    User,
    Project,
    Document,
    Session,
    CallSite,
    Build,
    CodeFunction,
    CodeFile,
    CodeLine,
}
