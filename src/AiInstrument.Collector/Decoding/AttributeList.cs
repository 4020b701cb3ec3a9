using System.Collections;
using AiInstrument.Collector.Decoding.Batches;
using AiInstrument.Collector.Decoding.Interning;

namespace AiInstrument.Collector.Decoding;

/// <summary>Attributes in the order they were sent. A key that is sent twice keeps its last value.</summary>
public sealed class AttributeList : IReadOnlyCollection<KeyValuePair<string, AttributeValue>>
{
    private const int MostKept = 256;

    private Item[] _items = [];
    private int _count;

    // Which hashes were seen, so that a new key is known to be new without looking at the others.
    private ulong _seenLow;
    private ulong _seenHigh;

    /// <inheritdoc/>
    public int Count => _count;

    /// <summary>The attributes.</summary>
    internal ReadOnlySpan<Item> Items => _items.AsSpan(0, _count);

    /// <summary>The key that was added last, or null.</summary>
    internal AttributeKey? Last => _count > 0 ? _items[_count - 1].Key : null;

    /// <summary>Adds or replaces.</summary>
    public void Set(string key, AttributeValue value) => Set(new AttributeKey(key), value);

    /// <summary>Finds a value.</summary>
    public bool TryGet(string key, out AttributeValue value)
    {
        foreach (ref readonly var item in Items)
        {
            if (item.Key.Name == key)
            {
                value = item.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The value as text, or null when absent.</summary>
    public string? GetString(string key) => TryGet(key, out var value) ? value.AsString() : null;

    /// <summary>The value as an integer, or null when absent or not one.</summary>
    public long? GetInt64(string key) => TryGet(key, out var value) ? value.AsInt64() : null;

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, AttributeValue>> GetEnumerator()
    {
        for (var i = 0; i < _count; i++)
        {
            yield return new(_items[i].Key.Name, _items[i].Value);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds or replaces.</summary>
    internal void Set(AttributeKey key, in AttributeValue value)
    {
        var index = IndexOf(key);
        if (index >= 0)
        {
            _items[index] = new(key, value);
            return;
        }

        if (_count == _items.Length)
        {
            Array.Resize(ref _items, _count == 0 ? 4 : _count * 2);
        }

        _items[_count++] = new(key, value);
        See(key);
    }

    /// <summary>Adds or replaces, unless the key is empty or would be one more than <paramref name="maxCount"/>: then it is counted.</summary>
    internal void SetOrDrop(AttributeKey? key, in AttributeValue value, int maxCount, ref DropCounter drops)
    {
        if (key is null || (_count >= maxCount && IndexOf(key) < 0))
        {
            drops.Add();
            return;
        }

        Set(key, value);
    }

    /// <summary>Forgets the attributes and keeps the room for the next ones, unless it is unusually much.</summary>
    internal void Clear()
    {
        if (_items.Length > MostKept)
        {
            _items = [];
        }

        // The strings must not live as long as the room does.
        _items.AsSpan(0, Math.Min(_count, _items.Length)).Clear();
        _count = 0;
        _seenLow = 0;
        _seenHigh = 0;
    }

    private void See(AttributeKey key)
    {
        ref var seen = ref (key.Hash & 64) == 0 ? ref _seenLow : ref _seenHigh;
        seen |= 1UL << (key.Hash & 63);
    }

    private int IndexOf(AttributeKey key)
    {
        var seen = (key.Hash & 64) == 0 ? _seenLow : _seenHigh;
        if ((seen & (1UL << (key.Hash & 63))) == 0)
        {
            return -1;
        }

        for (var i = 0; i < _count; i++)
        {
            if (ReferenceEquals(_items[i].Key, key) || (_items[i].Key.Hash == key.Hash && _items[i].Key.Name == key.Name))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>A key and its value.</summary>
    internal readonly struct Item(AttributeKey key, AttributeValue value)
    {
        /// <summary>The key.</summary>
        public readonly AttributeKey Key = key;

        /// <summary>The value.</summary>
        public readonly AttributeValue Value = value;
    }
}
