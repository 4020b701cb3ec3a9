using System.Runtime.InteropServices;

namespace AiInstrument.Delivery.Storage;

/// <summary>Where a record is in its segment.</summary>
/// <param name="Offset">Bytes from the start of the file.</param>
/// <param name="Size">Bytes, header and padding included.</param>
/// <param name="Kind">What it is.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RecordRef(long Offset, int Size, RecordKind Kind);
