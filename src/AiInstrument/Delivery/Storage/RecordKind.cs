namespace AiInstrument.Delivery.Storage;

/// <summary>What a record is. The numbers are on disk.</summary>
internal enum RecordKind
{
    /// <summary>A span of the application.</summary>
    Span = 1,

    /// <summary>How many spans a process has lost so far; a later one of the same process says more.</summary>
    Loss = 2,
}
