namespace AiInstrument.Collector.Storage;

/// <summary>What an interned value is a value of. The numbers are stored.</summary>
internal enum DimensionKind
{
    Provider = 1,

    /// <summary>Requested, answering and effective model alike.</summary>
    Model = 2,
    Feature = 3,
    Category = 4,
    EntryPoint = 5,
    EntryPointKind = 6,
    Organization = 7,
    User = 8,
    Project = 9,
    Document = 10,
    Session = 11,
    Service = 12,
    Operation = 13,
    CallSite = 14,
    Build = 15,
    Scope = 16,
    CodeFunction = 17,
    CodeFile = 18,
    ErrorType = 19,
    FinishReason = 20,
    ServiceTier = 21,
    Dialect = 22,
}
