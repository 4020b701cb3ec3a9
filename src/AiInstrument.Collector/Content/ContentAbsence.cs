namespace AiInstrument.Collector.Content;

/// <summary>Why a record has no content to show.</summary>
public enum ContentAbsence
{
    /// <summary>There is content.</summary>
    None = 0,

    /// <summary>Its retention ended.</summary>
    Expired = 1,

    /// <summary>Somebody had it removed.</summary>
    Purged = 2,

    /// <summary>None was ever stored: the application captures none, or the collector keeps none.</summary>
    NeverStored = 3,

    /// <summary>It is there, and the key that it was encrypted with is not.</summary>
    KeyLost = 4,
}
