using System.Runtime.InteropServices;

namespace AiInstrument.Collector.Storage.Orders;

/// <summary>Neighbours in the order of a part.</summary>
/// <param name="Low">The smallest value.</param>
/// <param name="High">The largest.</param>
/// <param name="Count">How many records.</param>
/// <param name="Row">The row that lists them; 0 for a run of one value, which is not listed.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OrderChunk(long Low, long High, int Count, long Row)
{
    /// <summary>Whether the records are many with one value, and not listed.</summary>
    public bool IsRun => Row == 0;
}
