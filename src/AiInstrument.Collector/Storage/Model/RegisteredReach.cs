namespace AiInstrument.Collector.Storage.Model;

/// <summary>A call site that an entry point of a build reaches.</summary>
internal sealed class RegisteredReach
{
    public required int BuildKey { get; set; }

    public required string EntryPoint { get; set; }

    public required string Kind { get; set; }

    public required string CallSiteId { get; set; }

    public required bool Ambiguous { get; set; }
}
