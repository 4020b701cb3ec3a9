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
    long Service,
    long CallSite = 0)
{
    /// <summary>The id of a dimension; 0 for none.</summary>
    public long Of(DimensionKind kind) => kind switch
    {
        DimensionKind.Provider => Provider,
        DimensionKind.Model => Model,
        DimensionKind.Feature => Feature,
        DimensionKind.Category => Category,
        DimensionKind.EntryPoint => EntryPoint,
        DimensionKind.Organization => Organization,
        DimensionKind.User => User,
        DimensionKind.Project => Project,
        DimensionKind.Service => Service,
        DimensionKind.CallSite => CallSite,
        _ => 0,
    };

    /// <summary>The group with nothing but some of its dimensions.</summary>
    public RollupGroup Only(DimensionSet kept) => new(
        kept.Has(DimensionKind.Provider) ? Provider : 0,
        kept.Has(DimensionKind.Model) ? Model : 0,
        kept.Has(DimensionKind.Feature) ? Feature : 0,
        kept.Has(DimensionKind.Category) ? Category : 0,
        kept.Has(DimensionKind.EntryPoint) ? EntryPoint : 0,
        kept.Has(DimensionKind.Organization) ? Organization : 0,
        kept.Has(DimensionKind.User) ? User : 0,
        kept.Has(DimensionKind.Project) ? Project : 0,
        kept.Has(DimensionKind.Service) ? Service : 0);
}
