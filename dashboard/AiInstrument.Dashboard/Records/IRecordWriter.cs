
using AiInstrument.Collector.Queries.Records;

namespace AiInstrument.Dashboard.Records;

/// <summary>Writes records in one format, some at a time.</summary>
internal interface IRecordWriter : IDisposable
{
    /// <summary>The media type.</summary>
    string ContentType { get; }

    /// <summary>What files of the format end with.</summary>
    string Extension { get; }

    /// <summary>Writes what comes before the records.</summary>
    void Begin();

    /// <summary>Writes one record.</summary>
    void Write(InteractionRow row);

    /// <summary>Writes the last line: how many records there are, and that they are all.</summary>
    void End(long written, bool inOrder);

    /// <summary>What was written since it was last taken; good until the next is written.</summary>
    ReadOnlyMemory<byte> Take();
}
