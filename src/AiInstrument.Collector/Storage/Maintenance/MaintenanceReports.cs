namespace AiInstrument.Collector;

/// <summary>What a rebuild did to one rollup.</summary>
/// <param name="Table">The rollup.</param>
/// <param name="Groups">Its groups, after.</param>
/// <param name="Added">Groups that were missing or had other sums.</param>
/// <param name="Removed">Groups that should not have been there or had other sums.</param>
public sealed record RebuiltRollup(string Table, long Groups, long Added, long Removed);

/// <summary>What a new pricing did.</summary>
/// <param name="Records">Records that were looked at.</param>
/// <param name="Changed">Records whose cost, price or lack of a price changed.</param>
/// <param name="BeforeNanoUsd">What the changed ones that count cost before, in nano-dollars.</param>
/// <param name="AfterNanoUsd">What they cost now.</param>
public sealed record RepriceReport(long Records, long Changed, long BeforeNanoUsd, long AfterNanoUsd);

/// <summary>A backup that was made and checked.</summary>
/// <param name="File">Its file.</param>
/// <param name="Bytes">Its size.</param>
public sealed record BackupReport(string File, long Bytes);
