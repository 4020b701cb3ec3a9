namespace AiInstrument.Collector.Storage;

/// <summary>Derived rollups that are filled for a day in one transaction. The numbers are stored.</summary>
internal enum RollupFamily
{
    /// <summary>Without people, and the months of each organization, user and project.</summary>
    Shape = 1,

    /// <summary>What each organization and project did.</summary>
    Owner = 2,

    /// <summary>The users of everything else.</summary>
    Users = 3,

    /// <summary>The organizations of everything else.</summary>
    Organizations = 4,

    /// <summary>The projects of everything else.</summary>
    Projects = 5,
}
