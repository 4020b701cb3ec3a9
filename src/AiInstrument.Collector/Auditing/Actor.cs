namespace AiInstrument.Collector.Auditing;

/// <summary>Who asks for a change of the control plane.</summary>
/// <param name="WorkspaceId">The workspace that is changed.</param>
/// <param name="Name">The account's name, <c>key:7</c> for an API key, or <c>cli</c> for a command on the data folder. Never a secret.</param>
public sealed record Actor(int WorkspaceId, string Name)
{
    /// <summary>A command that works on the data folder.</summary>
    /// <param name="workspaceId">The workspace.</param>
    public static Actor CommandLine(int workspaceId) => new(workspaceId, "cli");
}
