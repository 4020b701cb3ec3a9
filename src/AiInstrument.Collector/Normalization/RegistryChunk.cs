namespace AiInstrument.Collector.Normalization;

/// <summary>A part of the registry of one build, as sent in one span. Complete in itself.</summary>
internal sealed record RegistryChunk
{
    /// <summary>The service that runs the build; empty when the resource names none.</summary>
    public required string Service { get; init; }

    /// <summary>The assembly.</summary>
    public required string Assembly { get; init; }

    /// <summary>The build.</summary>
    public required string BuildId { get; init; }

    /// <summary>This part, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>How many parts the registry has.</summary>
    public required int Count { get; init; }

    /// <summary>Declared features.</summary>
    public IReadOnlyList<RegistryFeature> Features { get; init; } = [];

    /// <summary>HTTP endpoints.</summary>
    public IReadOnlyList<RegistryRoute> Routes { get; init; } = [];

    /// <summary>Other entry points.</summary>
    public IReadOnlyList<RegistryJob> Jobs { get; init; } = [];

    /// <summary>Call sites, escapes included.</summary>
    public IReadOnlyList<RegistryCallSite> CallSites { get; init; } = [];

    /// <summary>What entry points reach; null when the build did not look.</summary>
    public IReadOnlyList<RegistryReach>? Reaches { get; init; }
}

/// <summary>A declared feature.</summary>
internal sealed record RegistryFeature(
    string Id, string? Category, string? Owner, string? Purpose, IReadOnlyList<string?>? FormerIds = null, IReadOnlyList<RegistryBudget?>? Budgets = null);

/// <summary>A budget that is declared for a feature.</summary>
/// <param name="Unit"><c>usd</c>, <c>tokens</c> or <c>calls</c>.</param>
/// <param name="Period"><c>day</c>, <c>week</c>, <c>month</c> or <c>total</c>.</param>
/// <param name="Limit">In the unit, dollars in nano-dollars.</param>
/// <param name="Soft">A call may pass it on an override.</param>
internal sealed record RegistryBudget(string? Unit, string? Period, long? Limit, bool? Soft);

/// <summary>An HTTP endpoint.</summary>
internal sealed record RegistryRoute(string Method, string Pattern);

/// <summary>A job, consumer or command.</summary>
internal sealed record RegistryJob(string Name, string? Kind);

/// <summary>A call site.</summary>
internal sealed record RegistryCallSite(
    string Id,
    string? Member,
    string? File,
    int? Line,
    string? Sdk,
    string? Method,
    string? Operation,
    string? Provider,
    string? Model,
    string? Feature,
    string? Escape,
    string? MeasuredBy = null);

/// <summary>The call sites that an entry point reaches, by id. They may be of other assemblies.</summary>
internal sealed record RegistryReach(string EntryPoint, string? Kind, IReadOnlyList<string?>? CallSites, IReadOnlyList<string?>? Ambiguous);
