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
        for (var i = 0; i < _count; i++)
        {
            if (_items[i].Key == key)
            {
                _items[i] = new(key, value);
                return;
            }
        }

        if (_count == _items.Length)
        {
            Array.Resize(ref _items, _count == 0 ? 16 : _count * 2);
        }

        _items[_count++] = new(key, value);
    }

    /// <summary>Finds a value.</summary>
    public bool TryGet(string key, out AttributeValue value)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_items[i].Key == key)
            {
                value = _items[i].Value;
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
            yield return _items[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
