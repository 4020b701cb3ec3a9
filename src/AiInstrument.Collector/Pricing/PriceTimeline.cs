namespace AiInstrument.Collector.Pricing;

/// <summary>The prices of one name over time, in layers. Immutable.</summary>
internal sealed class PriceTimeline
{
    private readonly PriceEntry[][] _layers;

    /// <summary>Orders what a book says of one name; of two entries of a layer and a day the later one holds.</summary>
    public PriceTimeline(IEnumerable<PriceEntry> entries) =>
        _layers = [.. entries.GroupBy(entry => entry.Layer).OrderByDescending(layer => layer.Key).Select(layer => layer.OrderBy(entry => entry.From).ToArray())];

    /// <summary>Every entry, the topmost layer first and in it the earliest day.</summary>
    public IEnumerable<PriceEntry> Entries => _layers.SelectMany(layer => layer);

    /// <summary>The entry that holds on a day, or null.</summary>
    public PriceEntry? On(DateOnly day)
    {
        foreach (var layer in _layers)
        {
            if (Array.FindLast(layer, entry => entry.From <= day) is { } entry)
            {
                return entry;
            }
        }

        return null;
    }
}
