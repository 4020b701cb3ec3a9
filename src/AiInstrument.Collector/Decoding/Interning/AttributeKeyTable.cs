namespace AiInstrument.Collector.Decoding.Interning;

/// <summary>The keys in use. Bounded and without locks, as <see cref="Utf8StringTable"/> is: a newer key displaces an older one, and a lost race costs an allocation.</summary>
internal sealed class AttributeKeyTable
{
    /// <summary>The longest key that is kept for other requests, in bytes.</summary>
    public const int MaxLength = 128;

    private const int BucketCount = 1024;

    private readonly AttributeKey?[] _slots = new AttributeKey?[BucketCount * 2];

    /// <summary>The key of these bytes; null where there are none.</summary>
    /// <param name="utf8">The key as sent.</param>
    /// <param name="previous">The key before it in the same list; a sender writes its keys in the same order time and again.</param>
    public AttributeKey? Get(ReadOnlySpan<byte> utf8, AttributeKey? previous)
    {
        if (utf8.IsEmpty)
        {
            return null;
        }

        if (previous?.Next is { } guess && utf8.SequenceEqual(guess.Utf8))
        {
            return guess;
        }

        if (utf8.Length > MaxLength)
        {
            return AttributeKey.Of(utf8);
        }

        var key = Find(utf8);
        if (previous is not null)
        {
            previous.Next = key;
        }

        return key;
    }

    private AttributeKey Find(ReadOnlySpan<byte> utf8)
    {
        var bucket = (int)(Utf8Hash.Of(utf8) % BucketCount) * 2;
        ref var newer = ref _slots[bucket];
        ref var older = ref _slots[bucket + 1];
        if (newer is { } first && utf8.SequenceEqual(first.Utf8))
        {
            return first;
        }

        if (older is not { } found || !utf8.SequenceEqual(found.Utf8))
        {
            // A key that leaves the table lets go of what followed it, or a sender could make a chain of keys without an end.
            older?.Next = null;
            found = AttributeKey.Of(utf8);
        }

        older = newer;
        newer = found;
        return found;
    }
}
