namespace AiInstrument.Collector.Queries;

/// <summary>What usage can be grouped by.</summary>
public enum UsageDimension
{
    /// <summary>The answering model, or the requested one where the answer names none.</summary>
    Model,

    /// <summary>The provider.</summary>
    Provider,

    /// <summary>The feature.</summary>
    Feature,

    /// <summary>The feature's category.</summary>
    Category,

    /// <summary>The route or job.</summary>
    EntryPoint,

    /// <summary>The organization.</summary>
    Organization,

    /// <summary>The user.</summary>
    User,

    /// <summary>The project.</summary>
    Project,

    /// <summary>The service that called.</summary>
    Service,

    /// <summary>The place in source that called.</summary>
    CallSite,
}
