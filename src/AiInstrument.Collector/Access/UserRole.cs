namespace AiInstrument.Collector.Access;

/// <summary>What a person may do. The numbers are stored.</summary>
public enum UserRole
{
    /// <summary>Everything.</summary>
    Admin = 1,

    /// <summary>Read the whole workspace.</summary>
    Analyst = 2,

    /// <summary>Read what belongs to the person's own organizations.</summary>
    Member = 3,
}
