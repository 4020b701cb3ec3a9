namespace AiInstrument.Capture.Content;

/// <summary>What a part of a message is.</summary>
internal enum ContentPartKind
{
    Text,
    Reasoning,
    ToolCall,
    ToolResult,

    /// <summary>An image, a file, audio: named, and not kept.</summary>
    Other,
}
