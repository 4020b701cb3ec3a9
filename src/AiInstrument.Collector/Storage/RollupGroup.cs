namespace AiInstrument.Collector.Storage;

/// <summary>The ids of the dimensions that rollups keep apart; 0 for "without".</summary>
internal readonly record struct RollupGroup(
    long Provider,
    long Model,
    long Feature,
    long Category,
    long EntryPoint,
    long Organization,
    long User,
    long Project,
    long Service);
