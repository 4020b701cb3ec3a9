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

/// <summary>A backup that took the place of the database.</summary>
/// <param name="File">The database.</param>
/// <param name="Replaced">Where the database that it replaced is kept; null when there was none.</param>
/// <param name="Records">Records that it holds.</param>
/// <param name="From">Its schema when it was made.</param>
/// <param name="To">Its schema now.</param>
/// <param name="Purges">Purges that it had not seen and that were carried out again.</param>
public sealed record RestoreReport(string File, string? Replaced, long Records, string From, string To, int Purges);
