namespace AiInstrument.Catalog;

/// <summary>Values of <c>gen_ai.operation.name</c> (OpenTelemetry GenAI conventions), and our own for what they do not name yet.</summary>
internal static class LlmOperation
{
    public const string Chat = "chat";
    public const string Embeddings = "embeddings";
    public const string GenerateContent = "generate_content";
    public const string Transcription = "transcription";
    public const string Speech = "speech";
    public const string Moderation = "moderation";
    public const string InvokeAgent = "invoke_agent";
    public const string TextCompletion = "text_completion";
    public const string Rerank = "rerank";
    public const string Realtime = "realtime";
    public const string Batch = "batch";
}
