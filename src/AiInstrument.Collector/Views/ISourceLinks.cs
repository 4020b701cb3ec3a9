using AiInstrument.Collector.Auditing;

namespace AiInstrument.Collector.Views;

/// <summary>Where people read the source of each service.</summary>
public interface ISourceLinks
{
    /// <summary>The templates of a workspace by service, and that of all others under an empty name.</summary>
    Task<IReadOnlyDictionary<string, SourceTemplate>> ListAsync(int workspaceId, CancellationToken cancellationToken);

    /// <summary>Sets the template of a service, or of all that have none of their own (an empty name); null takes it away. It is entered in the audit log.</summary>
    Task SetAsync(Actor actor, string service, SourceTemplate? template, CancellationToken cancellationToken);
}
