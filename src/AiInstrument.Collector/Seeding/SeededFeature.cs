namespace AiInstrument.Collector.Seeding;

/// <summary>A feature that seeded calls are for.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Category">Its category.</param>
/// <param name="Service">The service that declares it.</param>
/// <param name="EntryPoint">The one route or job that it is called from.</param>
/// <param name="Kind">What that is: <c>http</c>, <c>job</c> or <c>message</c>.</param>
/// <param name="Operation">What is asked of the model.</param>
/// <param name="Model">The model that it prefers.</param>
/// <param name="Other">The model that some of its calls go to.</param>
/// <param name="Input">Input tokens of a usual call.</param>
/// <param name="Output">Output tokens of a usual call.</param>
/// <param name="Member">The member of its first call site.</param>
/// <param name="File">The file of its call sites.</param>
internal sealed record SeededFeature(
    string Id, string Category, string Service, string EntryPoint, string Kind, string Operation, SeededModel Model, SeededModel Other, int Input, int Output, string Member, string File)
{
    /// <summary>The answer comes as a stream.</summary>
    public bool Streams { get; init; }

    /// <summary>A run is an agent with several calls and a tool, in one trace.</summary>
    public bool IsAgent { get; init; }

    /// <summary>Only the newest build has it.</summary>
    public bool IsNew { get; init; }

    /// <summary>Who answers for it.</summary>
    public string Owner => Service == SeededServices.Desk ? "support" : "operations";
}
