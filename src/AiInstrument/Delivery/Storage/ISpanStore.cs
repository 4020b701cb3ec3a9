namespace AiInstrument.Delivery.Storage;

/// <summary>Where records wait for their delivery. Appended to from any thread, emptied by one deliverer.</summary>
internal interface ISpanStore : IDisposable
{
    /// <summary>Records that wait and are not under way.</summary>
    int Waiting { get; }

    /// <summary>Records that this process has appended, and those of them that have been settled.</summary>
    (long Appended, long Settled) Progress { get; }

    /// <summary>Keeps a record, or counts it as lost. Does not throw.</summary>
    /// <returns>How many records wait now.</returns>
    int Append(ReadOnlySpan<byte> image);

    /// <summary>Takes the oldest records, at least one if any waits.</summary>
    List<TakenRecord> Take(int maxCount, int maxBytes);

    /// <summary>The records have reached their end: delivered or refused for good.</summary>
    void Settle(IEnumerable<TakenRecord> records);

    /// <summary>The records wait again, in front of the others.</summary>
    void Return(IReadOnlyList<TakenRecord> records);

    /// <summary>What is done from time to time: dead processes' records are taken over, losses are noted.</summary>
    void Tend();
}
