using System.Collections;

namespace AiInstrument.Collector.Decoding;

/// <summary>Attributes in the order they were sent. A key that is sent twice keeps its last value.</summary>
public sealed class AttributeList : IReadOnlyCollection<KeyValuePair<string, AttributeValue>>
{
    private KeyValuePair<string, AttributeValue>[] _items = [];
    private int _count;

    /// <inheritdoc/>
    public int Count => _count;

    /// <summary>Adds or replaces.</summary>
    public void Set(string key, AttributeValue value)
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
    }

    /// <summary>Finds a value.</summary>
    public bool TryGet(string key, out AttributeValue value)
    {
        var index = IndexOf(key);
        value = index >= 0 ? _items[index].Value : default;
        return index >= 0;
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
            yield return _items[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Adds or replaces, unless the key is empty or would be one more than <paramref name="maxCount"/>: then it is counted.</summary>
    internal void SetOrDrop(string key, AttributeValue value, int maxCount, ref DropCounter drops)
    {
        if (key.Length == 0 || (_count >= maxCount && IndexOf(key) < 0))
        {
            drops.Add();
            return;
        }

        Set(key, value);
    }

    /// <summary>Makes room, so that a list whose length is known is allocated once.</summary>
    internal void EnsureCapacity(int capacity)
    {
        if (capacity > _items.Length)
        {
            Array.Resize(ref _items, capacity);
        }
    }

    // Linear: a span has some thirty keys, most of them shared instances, so a miss is one length comparison each.
    private int IndexOf(string key)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_items[i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }
}
