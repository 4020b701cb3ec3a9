namespace AiInstrument.Collector.Queries.Records.Reading;

/// <summary>How many index entries a page may still pass.</summary>
/// <param name="most">The bound.</param>
internal sealed class ScanBudget(long most)
{
    private long _passed;

    /// <summary>Whether there were too many.</summary>
    public bool IsSpent => _passed > most;

    /// <summary>Counts some.</summary>
    public void Pass(long entries) => _passed += entries;

    /// <summary>Forgets what was passed: the page is read another way.</summary>
    public void BeginAnew() => _passed = 0;
}
