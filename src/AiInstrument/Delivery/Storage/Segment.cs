using Microsoft.Win32.SafeHandles;

namespace AiInstrument.Delivery.Storage;

/// <summary>
/// A file of records, open for this process alone: the exclusive handle is what keeps others off, and the system closes it
/// when the process ends. Its members are used under the store's lock, <see cref="Read"/> and <see cref="MarkDelivered"/> apart.
/// </summary>
internal sealed class Segment : IDisposable
{
    // Windows lets a file be deleted while it is open only if that was shared; others still cannot open it.
    private static readonly FileShare s_exclusive = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;

    private readonly FileStream _file;
    private readonly SafeFileHandle _handle;
    private readonly Queue<RecordRef> _waiting = new();
    private readonly Stack<RecordRef> _returned = new();
    private long _flushed;

    private Segment(FileStream file, long length)
    {
        (_file, Length) = (file, length);
        _handle = file.SafeFileHandle;
    }

    public string Path => _file.Name;

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    public int InFlight { get; private set; }

    /// <summary>Whether the segment made room for newer ones: what is still under way is lost unless it arrives.</summary>
    public bool IsEvicted { get; private set; }

    /// <summary>Whether this process wrote it.</summary>
    public bool IsOwn { get; private init; }

    public int WaitingCount => _waiting.Count + _returned.Count;

    public bool HasRecords => WaitingCount + InFlight > 0;

    /// <exception cref="IOException">The disk refuses, or another process holds the file.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static Segment Create(string path, ReadOnlySpan<byte> header)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = s_exclusive, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var segment = new Segment(new FileStream(path, options), header.Length) { IsOwn = true };
        try
        {
            RandomAccess.Write(segment._handle, header, 0);
            return segment;
        }
        catch
        {
            segment.Dispose();
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Takes over a file that no process holds any more.</summary>
    /// <returns>Null when it is not this application's or of another format: <paramref name="isEmpty"/> then tells that it never got a header.</returns>
    /// <exception cref="IOException">Another process holds the file, or it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file belongs to another user.</exception>
    public static Segment? Adopt(string path, ReadOnlySpan<byte> header, out int corrupt, out bool isEmpty)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, s_exclusive, bufferSize: 0);
        try
        {
            corrupt = 0;
            Span<byte> start = stackalloc byte[SegmentHeader.Bytes];
            start = start[..RandomAccess.Read(file.SafeFileHandle, start, 0)];
            isEmpty = start.Length < header.Length && header.StartsWith(start);
            if (!start.SequenceEqual(header) || file.Length > Array.MaxLength)
            {
                file.Dispose();
                return null;
            }

            var bytes = new byte[file.Length];
            var read = RandomAccess.Read(file.SafeFileHandle, bytes, 0);
            var segment = new Segment(file, bytes.Length);
            foreach (var record in SegmentScan.Waiting(bytes.AsSpan(0, read), out corrupt))
            {
                segment._waiting.Enqueue(record);
            }

            return segment;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <exception cref="IOException">The disk refuses; the next record takes the same place.</exception>
    public void Append(ReadOnlySpan<byte> image)
    {
        RandomAccess.Write(_handle, image, Length);
        _waiting.Enqueue(new RecordRef(Length, image.Length, Record.KindOf(image)));
        Length += image.Length;
    }

    /// <summary>Brings everything up to a length onto the disk itself. One flush serves all that wait for it. Not under the store's lock.</summary>
    public void Flush(long length)
    {
        lock (_file)
        {
            if (_flushed < length && !_handle.IsClosed)
            {
                var reaches = Length;
                RandomAccess.FlushToDisk(_handle);
                _flushed = reaches;
            }
        }
    }

    public bool TryPeek(out RecordRef record) => _returned.TryPeek(out record) || _waiting.TryPeek(out record);

    public RecordRef Take()
    {
        InFlight++;
        return _returned.TryPop(out var record) ? record : _waiting.Dequeue();
    }

    /// <summary>The whole record, or null when it is damaged.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public byte[]? Read(RecordRef record)
    {
        var image = new byte[record.Size];
        return RandomAccess.Read(_handle, image, record.Offset) == image.Length && Record.IsValid(image) ? image : null;
    }

    /// <exception cref="IOException">The disk refuses; the record is sent again by the next process.</exception>
    public void MarkDelivered(RecordRef record) => RandomAccess.Write(_handle, [Record.Delivered], record.Offset + Record.StateOffset);

    public void Settle() => InFlight--;

    public void Return(RecordRef record)
    {
        InFlight--;
        _returned.Push(record);
    }

    /// <summary>Gives up what waits.</summary>
    public List<RecordRef> Evict()
    {
        IsEvicted = true;
        List<RecordRef> lost = [.. _returned, .. _waiting];
        _returned.Clear();
        _waiting.Clear();
        return lost;
    }

    public void Dispose()
    {
        lock (_file)
        {
            _file.Dispose();
        }
    }
}
