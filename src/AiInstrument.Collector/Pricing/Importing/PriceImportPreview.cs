namespace AiInstrument.Collector.Pricing.Importing;

/// <summary>What an import would do, or did.</summary>
/// <param name="Format">How the file is written.</param>
/// <param name="File">The file's name.</param>
/// <param name="From">The first day of what names none itself.</param>
/// <param name="Changes">Every entry of the file, in its order.</param>
public sealed record PriceImportPreview(PriceListFormat Format, string File, DateOnly From, IReadOnlyList<PriceChange> Changes)
{
    /// <summary>How many entries end so.</summary>
    /// <param name="kind">How.</param>
    public int Count(PriceChangeKind kind) => Changes.Count(change => change.Kind == kind);

    /// <summary>Whether an import would change anything.</summary>
    public bool HasChanges => Changes.Any(change => change.Kind is PriceChangeKind.Added or PriceChangeKind.Changed);
}
