using AiInstrument.Collector.Storage.Orders;

namespace AiInstrument.Collector.Storage;

/// <summary>Ids of records in ascending order, packed: each as its distance to the one before.</summary>
internal static class RecordList
{
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
            Varint.Write(bytes, (ulong)(id - last));
            last = id;
        }

        return [.. bytes];
    }

    /// <summary>Unpacks all ids.</summary>
    public static List<long> Read(ReadOnlySpan<byte> packed)
    {
        var ids = new List<long>(packed.Length / 2);
        long last = 0;
        for (var at = 0; at < packed.Length;)
        {
            ids.Add(last += (long)Varint.Read(packed, ref at));
        }

        return ids;
    }
}
