using System.Text;

namespace AiInstrument.Collector.Decoding.Interning;

/// <summary>
/// Turns short UTF-8 strings that repeat (attribute keys, models, providers) into one shared string without allocating.
/// A fixed table in which a newer string displaces an older one: bounded whatever a sender puts in, and safe to share
/// between threads without a lock, because a slot is one reference and a lost race costs one allocation.
/// </summary>
internal sealed class Utf8StringTable(int maxLength)
{
    private const int BucketCount = 1024;
    private const int SlotsPerBucket = 2;

    private readonly string?[] _slots = new string?[BucketCount * SlotsPerBucket];

    /// <summary>The string of these bytes; invalid sequences become U+FFFD.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        if (utf8.Length > maxLength)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var bucket = (int)(Utf8Hash.Of(utf8) % BucketCount) * SlotsPerBucket;
        ref var newer = ref _slots[bucket];
        ref var older = ref _slots[bucket + 1];

        // Non-ASCII text never equals, so it is decoded each time: keys and model names are ASCII.
        if (newer is { } first && Ascii.Equals(utf8, first))
        {
            return first;
        }

        // What is used stays: an id that comes once takes the place of the other one.
        if (older is { } second && Ascii.Equals(utf8, second))
        {
            older = newer;
            newer = second;
            return second;
        }

        var made = Encoding.UTF8.GetString(utf8);
        if (made.Length == utf8.Length)
        {
            older = newer;
            newer = made;
        }

        return made;
    }
}
