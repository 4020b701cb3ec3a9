namespace AiInstrument.Collector.Seeding;

/// <summary>How far a seeding is.</summary>
/// <param name="Rows">Records that are on the disk.</param>
/// <param name="Total">Records that are wanted.</param>
/// <param name="Elapsed">How long it has taken so far.</param>
public readonly record struct SeedProgress(long Rows, long Total, TimeSpan Elapsed)
{
    /// <summary>Records a second, from the start until now.</summary>
    public double RowsPerSecond => Elapsed > TimeSpan.Zero ? Rows / Elapsed.TotalSeconds : 0;

    /// <summary>How long the rest takes at this rate; null before there is one.</summary>
    public TimeSpan? Remaining => Rows > 0 ? Elapsed * ((double)(Total - Rows) / Rows) : null;
}
