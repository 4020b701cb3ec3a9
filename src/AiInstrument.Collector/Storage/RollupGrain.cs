namespace AiInstrument.Collector.Storage;

/// <summary>How long the buckets of a rollup are. Buckets count from the Unix epoch, UTC; months from the year 0.</summary>
internal enum RollupGrain
{
    Hour,
    Day,
    Month,
}
