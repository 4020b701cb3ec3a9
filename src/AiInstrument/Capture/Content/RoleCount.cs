namespace AiInstrument.Capture.Content;

/// <summary>How much one role said.</summary>
internal sealed class RoleCount(string role)
{
    public string Role { get; } = role;

    public int Messages { get; set; }

    public long Characters { get; set; }
}
