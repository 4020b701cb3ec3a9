namespace AiInstrument.Capture.Content;

/// <summary>One message of a request or response.</summary>
internal sealed class ContentMessage(string role)
{
    public string Role { get; } = role;

    public List<ContentPart> Parts { get; } = [];
}
