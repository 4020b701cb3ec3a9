namespace AiInstrument.Collector.Tests.Decoding;

/// <summary>Changes a message in one of the ways that broken senders and hostile ones do.</summary>
internal static class Mutation
{
    public static byte[] Of(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveAt(at);
                    break;
                case 3:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                default:
                    var from = random.Next(bytes.Count);
                    bytes.InsertRange(at, bytes.GetRange(from, random.Next(bytes.Count - from)));
                    break;
            }
        }

        return [.. bytes];
    }
}
