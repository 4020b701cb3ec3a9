using System.Buffers;

namespace AiInstrument.Collector.Normalization;

/// <summary>Collects written bytes in one rented array, so that a text of unknown length costs no more than its copy.</summary>
internal sealed class RentedWriter(int capacity) : IBufferWriter<byte>, IDisposable
{
    private byte[] _array = ArrayPool<byte>.Shared.Rent(capacity);
    private int _count;

    /// <summary>What was written; valid until more is.</summary>
    public ReadOnlySpan<byte> Written => _array.AsSpan(0, _count);

    /// <inheritdoc/>
    public void Advance(int count) => _count += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _array.AsMemory(_count);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _array.AsSpan(_count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var rented = _array;
        _array = [];
        _count = 0;
        if (rented.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void Reserve(int sizeHint)
    {
        var needed = _count + Math.Max(1, sizeHint);
        if (needed <= _array.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _array.Length * 2));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_array);
        _array = larger;
    }
}
