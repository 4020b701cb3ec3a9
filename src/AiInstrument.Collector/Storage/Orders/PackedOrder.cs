namespace AiInstrument.Collector.Storage.Orders;

/// <summary>Records of a part in the order of a column, packed: chunks of neighbours, and a directory that says which values are in which chunk.</summary>
internal static class PackedOrder
{
    /// <summary>Sorts records by value, those of one value by id, and cuts them into chunks.</summary>
    /// <param name="values">The values; in the order when it returns.</param>
    /// <param name="ids">The records with these values, ascending; in the order when it returns.</param>
    /// <param name="limits">The sizes.</param>
    /// <param name="apart">Whether records with different values are in different chunks.</param>
    /// <returns>The chunks from the smallest value on, and what lists them; null for a run.</returns>
    public static List<(OrderChunk Chunk, byte[]? Listed)> Pack(long[] values, long[] ids, OrderLimits limits, bool apart)
    {
        Array.Sort(values, ids);
        var chunks = new List<(OrderChunk, byte[]?)>();
        var first = 0;
        for (var from = 0; from < values.Length;)
        {
            var to = from + 1;
            while (to < values.Length && values[to] == values[from])
            {
                to++;
            }

            Array.Sort(ids, from, to - from);
            if (to - from >= limits.Run)
            {
                List(first, from);
                chunks.Add((new(values[from], values[from], to - from, 0), null));
                first = to;
            }
            else if (apart || to - first >= limits.Chunk)
            {
                List(first, to);
                first = to;
            }

            from = to;
        }

        List(first, values.Length);
        return chunks;

        void List(int from, int to)
        {
            if (from < to)
            {
                chunks.Add((new(values[from], values[to - 1], to - from, -1), PackChunk(values.AsSpan(from..to), ids.AsSpan(from..to))));
            }
        }
    }

    /// <summary>Packs what the chunks are.</summary>
    public static byte[] PackDirectory(IEnumerable<OrderChunk> chunks)
    {
        var bytes = new List<byte>();
        foreach (var chunk in chunks)
        {
            Varint.WriteSigned(bytes, chunk.Low);
            Varint.Write(bytes, unchecked((ulong)(chunk.High - chunk.Low)));
            Varint.Write(bytes, ((ulong)chunk.Count << 1) | (chunk.IsRun ? 1u : 0));
        }

        return [.. bytes];
    }

    /// <summary>Unpacks what the chunks are.</summary>
    /// <param name="packed">What <see cref="PackDirectory"/> returned.</param>
    /// <param name="firstRow">The row of the first that is listed; the others follow.</param>
    public static List<OrderChunk> ReadDirectory(ReadOnlySpan<byte> packed, long firstRow)
    {
        var chunks = new List<OrderChunk>();
        for (var at = 0; at < packed.Length;)
        {
            var low = Varint.ReadSigned(packed, ref at);
            var high = unchecked(low + (long)Varint.Read(packed, ref at));
            var count = Varint.Read(packed, ref at);
            chunks.Add(new(low, high, (int)(count >> 1), (count & 1) != 0 ? 0 : firstRow++));
        }

        return chunks;
    }

    /// <summary>Unpacks the records of a chunk in their order.</summary>
    public static (long[] Values, long[] Ids) ReadChunk(ReadOnlySpan<byte> packed, in OrderChunk chunk)
    {
        var values = new long[chunk.Count];
        var ids = new long[chunk.Count];
        long value = chunk.Low, id = 0;
        var at = 0;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value = unchecked(value + (long)Varint.Read(packed, ref at));
            ids[i] = id += Varint.ReadSigned(packed, ref at);
        }

        return (values, ids);
    }

    private static byte[] PackChunk(ReadOnlySpan<long> values, ReadOnlySpan<long> ids)
    {
        var bytes = new List<byte>(values.Length * 6);
        long value = values[0], id = 0;
        for (var i = 0; i < values.Length; i++)
        {
            Varint.Write(bytes, unchecked((ulong)(values[i] - value)));
            Varint.WriteSigned(bytes, ids[i] - id);
            (value, id) = (values[i], ids[i]);
        }

        return [.. bytes];
    }
}
