using System.Text;

namespace AiInstrument.Capture.Content;

/// <summary>A part of a message as it was when it passed by.</summary>
internal sealed class ContentPart(ContentPartKind kind, string? id, string? name, string? text)
{
    private StringBuilder? _growing;

    public ContentPartKind Kind { get; } = kind;

    public string? Id { get; private set; } = id;

    public string? Name { get; private set; } = name;

    /// <summary>The index of a tool call whose arguments come in pieces; −1 otherwise.</summary>
    public int StreamIndex { get; init; } = -1;

    /// <summary>Whether some of the text was dropped: its end may be half a secret.</summary>
    public bool IsCut { get; set; }

    public string? Text => _growing?.ToString() ?? text;

    public void Append(string piece) => (_growing ??= new StringBuilder(text)).Append(piece);

    public void Identify(string? toolId, string? toolName)
    {
        Id ??= toolId;
        Name ??= toolName;
    }
}
