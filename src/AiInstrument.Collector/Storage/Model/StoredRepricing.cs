namespace AiInstrument.Collector.Storage.Model;

/// <summary>A new pricing of records that are stored: how far it is, and what came of it. Each step is saved with what it changed.</summary>
internal sealed class StoredRepricing
{
    public int Id { get; set; }

    public required int WorkspaceId { get; set; }

    /// <summary>Only this provider; null for all.</summary>
    public required string? Provider { get; set; }

    /// <summary>Only models that fit this name or pattern; null for all.</summary>
    public required string? Model { get; set; }

    /// <summary>The newest interaction that it looks at; later ones have the prices already. Null until the first step.</summary>
    public long? LastId { get; set; }

    /// <summary>The interaction that it has come to.</summary>
    public long DoneId { get; set; }

    public long Records { get; set; }

    public long Changed { get; set; }

    public long BeforeNanoUsd { get; set; }

    public long AfterNanoUsd { get; set; }

    public required string Actor { get; set; }

    public required long StartedUnixMs { get; set; }

    public long? FinishedUnixMs { get; set; }
}
