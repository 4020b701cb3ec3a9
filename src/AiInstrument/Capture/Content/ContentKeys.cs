namespace AiInstrument.Capture.Content;

/// <summary>Attribute keys of content: the conventions' own, and what this project says beside them.</summary>
internal static class ContentKeys
{
    public const string Input = "gen_ai.input.messages";
    public const string Output = "gen_ai.output.messages";
    public const string Instructions = "gen_ai.system_instructions";
    public const string Redactions = "aiinstrument.content.redactions";
    public const string Truncated = "aiinstrument.content.truncated";
    public const string NotCaptured = "aiinstrument.content.not_captured";
    public const string Counts = "aiinstrument.content.counts";
}
