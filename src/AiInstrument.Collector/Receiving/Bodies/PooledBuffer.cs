using System.Buffers;
using System.Numerics;
using AiInstrument.Collector.Memory;

namespace AiInstrument.Collector.Receiving.Bodies;

/// <summary>
/// Bytes of one request in one rented array that grows with what has arrived, never with what a header promises.
/// One array, not a chain of them: the decoders read a single span fastest.
/// </summary>
/// <param name="memory">What the array is taken of.</param>
internal sealed class PooledBuffer(RequestMemory memory) : IDisposable
{
    private const int FirstSize = 16 * 1024;

    private byte[] _array = [];
    private int _start;
    private int _end;

    /// <summary>What was added and not trimmed.</summary>
    public ReadOnlyMemory<byte> Written => _array.AsMemory(_start, _end - _start);

    /// <summary>How much that is.</summary>
    public int Length => _end - _start;

    /// <summary>An empty buffer of the same memory.</summary>
    public PooledBuffer Another() => new(memory);

    /// <summary>Adds bytes.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_array.AsSpan(_end));
        _end += bytes.Length;
    }

    /// <summary>Adds bytes.</summary>
    public void Append(in ReadOnlySequence<byte> bytes)
    {
        var count = checked((int)bytes.Length);
        Reserve(count);
        bytes.CopyTo(_array.AsSpan(_end));
        _end += count;
    }

    /// <summary>Adds what a stream holds; false when that is more than <paramref name="maxBytes"/>, of which one byte more is read at most.</summary>
    public bool TryAppendAll(Stream stream, int maxBytes)
    {
        var last = _end + maxBytes;
        while (true)
        {
            Reserve(1);
            var read = stream.Read(_array.AsSpan(_end, Math.Min(_array.Length, last + 1) - _end));
            if (read == 0)
            {
                return true;
            }

            _end += read;
            if (_end > last)
            {
                return false;
            }
        }
    }

    /// <summary>Cuts bytes off the front.</summary>
    public void TrimStart(int count) => _start += count;

    /// <summary>Cuts bytes off the end.</summary>
    public void TrimEnd(int count) => _end -= count;

    /// <summary>Reads what was added; valid until the buffer changes.</summary>
    public Stream OpenRead() => new MemoryStream(_array, _start, Length, writable: false);

    /// <inheritdoc/>
    public void Dispose()
    {
        var rented = _array;
        _array = [];
        _start = _end = 0;
        Return(rented);
    }

    private void Reserve(int count)
    {
        if (count <= _array.Length - _end)
        {
            return;
        }

        // A power of two is what the pool gives in any case.
        var size = (int)Math.Clamp(BitOperations.RoundUpToPowerOf2((uint)(_end + count)), FirstSize, (uint)Array.MaxLength);
        memory.Take(size);
        var larger = ArrayPool<byte>.Shared.Rent(size);
        _array.AsSpan(0, _end).CopyTo(larger);
        Return(_array);
        _array = larger;
    }

    private void Return(byte[] rented)
    {
        if (rented.Length > 0)
        {
            memory.GiveBack(rented.Length);
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
