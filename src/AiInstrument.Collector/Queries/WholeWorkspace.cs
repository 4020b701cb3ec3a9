namespace AiInstrument.Collector.Queries;

/// <summary>For scopes that belong to no caller: background work, and applications that read usage themselves.</summary>
internal sealed class WholeWorkspace : IUsageAudience
{
    /// <summary>The only one.</summary>
    public static WholeWorkspace Instance { get; } = new();

    /// <inheritdoc/>
    public UsageAudience Audience => UsageAudience.Everything;
}
