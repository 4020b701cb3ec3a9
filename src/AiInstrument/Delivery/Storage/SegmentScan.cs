namespace AiInstrument.Delivery.Storage;

/// <summary>Finds the records in a segment that another process left. No content makes it fail.</summary>
internal static class SegmentScan
{
    /// <summary>The waiting records.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="corrupt">Records, or stretches where records must have been, that cannot be read. A torn tail is none: its call never went on.</param>
    public static List<RecordRef> Waiting(ReadOnlySpan<byte> bytes, out int corrupt)
    {
        var waiting = new List<RecordRef>();
        corrupt = 0;
        var position = SegmentHeader.Bytes;
        while (position + Record.HeaderBytes <= bytes.Length)
        {
            var rest = bytes[position..];
            var size = Record.ClaimedSize(rest);
            if (Record.IsValid(rest))
            {
                if (!Record.IsDelivered(rest))
                {
                    waiting.Add(new RecordRef(position, size, Record.KindOf(rest)));
                }
            }
            else
            {
                // A damaged content leaves the length right, and the next record stands where it says.
                var next = size > 0 && size <= rest.Length && (size == rest.Length || Record.ClaimedSize(rest[size..]) > 0) ? size : Next(rest);
                if (next == 0)
                {
                    break;
                }

                corrupt += next == size && Record.IsDelivered(rest) ? 0 : 1;
                size = next;
            }

            position += size;
        }

        return waiting;
    }

    // Where the next whole record begins, 0 for nowhere.
    private static int Next(ReadOnlySpan<byte> bytes)
    {
        for (var at = 8; at + Record.HeaderBytes <= bytes.Length; at += 8)
        {
            if (Record.IsValid(bytes[at..]))
            {
                return at;
            }
        }

        return 0;
    }
}
