namespace AiInstrument.Collector.Storage;

/// <summary>What keeps telemetry from being stored.</summary>
public enum StorageProblemKind
{
    /// <summary>The file cannot be written, for a reason that the log names.</summary>
    Unwritable,

    /// <summary>Somebody else holds the file's lock.</summary>
    Locked,

    /// <summary>The disk is full.</summary>
    Full,

    /// <summary>The file is read-only.</summary>
    ReadOnly,

    /// <summary>The file is damaged.</summary>
    Damaged,
}
