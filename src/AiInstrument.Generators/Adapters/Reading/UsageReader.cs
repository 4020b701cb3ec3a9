namespace AiInstrument.Generators.Adapters.Reading;

/// <summary>Where a type tells tokens.</summary>
/// <param name="Path">The object that tells them; empty for the type itself.</param>
/// <param name="Input">Input tokens.</param>
/// <param name="Output">Output tokens.</param>
internal sealed record UsageReader(string Path, string? Input, string? Output = null)
{
    public string? Cached { get; init; }

    public string? CacheWrite { get; init; }

    public string? CacheWrite5m { get; init; }

    public string? CacheWrite1h { get; init; }

    public string? Reasoning { get; init; }

    public string? AudioInput { get; init; }

    public string? AudioOutput { get; init; }

    public string? ImageInput { get; init; }

    public string? ImageOutput { get; init; }

    /// <summary>The provider counts cached tokens beside the input, not in it.</summary>
    public bool CacheIsExtra { get; init; }

    /// <summary>A plain integer that the service left out reads as 0.</summary>
    public bool ZeroIsUnknown { get; init; }

    /// <summary>The stream tells its output later.</summary>
    public bool IsPartial { get; init; }

    /// <summary>What is told replaces what was known; what is not told stays.</summary>
    public bool KeepsKnown { get; init; }

    /// <summary>The parts of the stream are calls of their own: their counts are added up.</summary>
    public bool AddsUp { get; init; }
}
