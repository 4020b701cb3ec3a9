using System.Text.Json.Serialization;

namespace AiInstrument.Collector.Budgets.Sync;

/// <summary>A report as it is sent. Unknown members are ignored, so that a newer runtime can add some.</summary>
internal sealed record SyncRequestJson
{
    public string? Instance { get; init; }

    public string? Service { get; init; }

    public List<SettlementJson?>? Settlements { get; init; }

    public List<HeldJson?>? Held { get; init; }

    public List<string?>? Returned { get; init; }

    public List<WantedJson?>? Wanted { get; init; }

    public List<ModelJson?>? Models { get; init; }

    /// <summary>The instance ends: it wants no lease any more.</summary>
    public bool? Ends { get; init; }
}

/// <summary>What a call used, as it is sent.</summary>
internal sealed record SettlementJson
{
    public string? Id { get; init; }

    public List<string?>? Leases { get; init; }

    public string? Operation { get; init; }

    public string? Provider { get; init; }

    public string? RequestModel { get; init; }

    public string? ResponseModel { get; init; }

    public string? ServiceTier { get; init; }

    public long? InputTokens { get; init; }

    public long? OutputTokens { get; init; }

    public long? CacheReadTokens { get; init; }

    public long? CacheWrite5mTokens { get; init; }

    public long? CacheWrite1hTokens { get; init; }

    public long? ReasoningTokens { get; init; }

    public long? AudioInputTokens { get; init; }

    public long? AudioOutputTokens { get; init; }

    public string? Outcome { get; init; }

    public bool? Estimated { get; init; }

    public bool? CacheHit { get; init; }
}

/// <summary>A lease that an instance holds.</summary>
internal sealed record HeldJson(string? Lease, long? Reserved);

/// <summary>A key that an instance has met.</summary>
internal sealed record WantedJson(string? Budget, string? Key, bool? Low);

/// <summary>A model whose rate an instance needs.</summary>
internal sealed record ModelJson(string? Provider, string? Model);

/// <summary>An answer as it is sent.</summary>
internal sealed record SyncAnswerJson
{
    public required long NextSyncMs { get; init; }

    public required long LeaseMs { get; init; }

    public required IReadOnlyList<BudgetJson> Budgets { get; init; }

    public required IReadOnlyList<RateJson> Rates { get; init; }

    public required RateJson UnknownRate { get; init; }
}

/// <summary>A budget as it is sent.</summary>
internal sealed record BudgetJson
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required ScopeJson Scope { get; init; }

    public required string Unit { get; init; }

    public long? SoftLimit { get; init; }

    public long? HardLimit { get; init; }

    public required bool AllowOverride { get; init; }

    public required string Period { get; init; }

    public DateTimeOffset? ResetsAt { get; init; }

    public required IReadOnlyList<StateJson> States { get; init; }
}

/// <summary>A budget's scope as it is sent.</summary>
internal sealed record ScopeJson
{
    public string? Organization { get; init; }

    public string? User { get; init; }

    public string? Project { get; init; }

    public string? Feature { get; init; }

    [JsonPropertyName("entry_point")]
    public string? EntryPoint { get; init; }

    public string? Model { get; init; }

    public string? Service { get; init; }

    /// <summary>A scope as it is sent.</summary>
    public static ScopeJson Of(BudgetScope scope) => new()
    {
        Organization = scope.Organization,
        User = scope.User,
        Project = scope.Project,
        Feature = scope.Feature,
        EntryPoint = scope.EntryPoint,
        Model = scope.Model,
        Service = scope.Service,
    };
}

/// <summary>A state as it is sent.</summary>
internal sealed record StateJson(string Key, long Used, LeaseJson? Lease);

/// <summary>A lease as it is sent.</summary>
internal sealed record LeaseJson(string Id, long Granted, long Settled, DateTimeOffset ExpiresAt);

/// <summary>Upper bounds of a model's prices, in nano-dollars per million tokens.</summary>
internal sealed record RateJson(string? Provider, string? Model, long InputPerMillion, long OutputPerMillion);

/// <summary>Why a report is refused.</summary>
internal sealed record SyncErrorJson(string Error);

/// <summary>Reads and writes reports without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 8)]
[JsonSerializable(typeof(SyncRequestJson))]
[JsonSerializable(typeof(SyncAnswerJson))]
[JsonSerializable(typeof(SyncErrorJson))]
internal sealed partial class SyncJson : JsonSerializerContext;
