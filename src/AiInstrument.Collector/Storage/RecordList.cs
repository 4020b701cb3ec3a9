namespace AiInstrument.Collector.Storage;

/// <summary>Ids of records in ascending order, packed: each as its distance to the one before, seven bits in a byte, the lowest first, the eighth bit set where more follow.</summary>
internal static class RecordList
{
    private const int BitsPerByte = 7;
    private const int More = 1 << BitsPerByte;

    /// <summary>Packs ids behind others.</summary>
    /// <param name="packed">What is packed already.</param>
    /// <param name="last">The last id in it; 0 for none.</param>
    /// <param name="ids">The ids, ascending, all above the last.</param>
    public static byte[] Append(byte[] packed, long last, IReadOnlyCollection<long> ids)
    {
        var bytes = new List<byte>(packed.Length + (ids.Count * 3));
        bytes.AddRange(packed);
        foreach (var id in ids)
        {
            var distance = id - last;
            while (distance >= More)
            {
                bytes.Add((byte)(distance | More));
                distance >>= BitsPerByte;
            }

            bytes.Add((byte)distance);
            last = id;
        }

        return [.. bytes];
    }

    /// <summary>Unpacks all ids.</summary>
    public static List<long> Read(ReadOnlySpan<byte> packed)
    {
        var ids = new List<long>(packed.Length / 2);
        long last = 0, distance = 0;
        var shift = 0;
        foreach (var part in packed)
        {
            distance |= (long)(part & (More - 1)) << shift;
            shift += BitsPerByte;
            if (part < More)
            {
                ids.Add(last += distance);
                (distance, shift) = (0, 0);
            }
        }

        return ids;
    }
}
