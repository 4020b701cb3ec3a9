using AiInstrument.Capture;

namespace AiInstrument.Delivery.Storage;

/// <summary>
/// The outbox: records in segment files of a folder that several processes share. A record is in the file, and so survives
/// a kill of the process, when <see cref="Append"/> returns. A file goes when all of it is delivered.
/// </summary>
internal sealed class DiskStore : ISpanStore
{
    private const int SegmentsInFolder = 16;
    private const long LargestSegment = 4 * 1024 * 1024;
    private static readonly TimeSpan s_fullPause = TimeSpan.FromSeconds(1);

    private readonly SegmentFolder _folder;
    private readonly long _maxBytes;
    private readonly long _segmentBytes;
    private readonly bool _fsync;
    private readonly LossLedger _losses;
    private readonly TimeProvider _time;
    private readonly List<Segment> _segments = [];
    private readonly List<byte[]> _carried = [];
    private readonly HashSet<string> _foreign = new(StringComparer.Ordinal);
    private Segment? _active;
    private int _waiting;
    private long _appended;
    private long _settled;
    private DateTimeOffset _fullUntil;
    private bool _isDisposed;

    /// <summary>Opens the folder, takes over what dead processes left, and tries that a file can be written.</summary>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be used.</exception>
    public DiskStore(string folder, string application, long maxBytes, bool fsync, LossLedger losses, TimeProvider time)
    {
        (_maxBytes, _fsync, _losses, _time) = (maxBytes, fsync, losses, time);
        _folder = new SegmentFolder(folder, application, time);
        _segmentBytes = Math.Min(LargestSegment, maxBytes / SegmentsInFolder);
        _active = Create();
        Adopt();
    }

    public int Waiting
    {
        get
        {
            lock (_segments)
            {
                return _waiting;
            }
        }
    }

    public (long Appended, long Settled) Progress
    {
        get
        {
            lock (_segments)
            {
                return (_appended, _settled);
            }
        }
    }

    public int Append(ReadOnlySpan<byte> image)
    {
        Segment? written = null;
        long length = 0;
        int waiting;
        try
        {
            lock (_segments)
            {
                if (Room(image.Length) is { } segment)
                {
                    segment.Append(image);
                    (written, length) = (segment, segment.Length);
                    _appended++;
                    _waiting++;
                }

                waiting = _waiting;
            }

            if (_fsync)
            {
                written?.Flush(length);
            }
        }
        catch (Exception e)
        {
            // The disk is full or gone. The call goes on; what did not get into the file is counted.
            TelemetryFaults.Count(e);
            waiting = PauseAfterFault();
        }

        if (written is null)
        {
            Lose(Record.KindOf(image));
        }

        return waiting;
    }

    public List<TakenRecord> Take(int maxCount, int maxBytes)
    {
        var picked = new List<(Segment Segment, RecordRef Ref)>();
        lock (_segments)
        {
            long bytes = 0;
            foreach (var segment in _segments)
            {
                while (picked.Count < maxCount && segment.TryPeek(out var next) && (picked.Count == 0 || bytes + next.Size <= maxBytes))
                {
                    picked.Add((segment, segment.Take()));
                    bytes += next.Size;
                    _waiting--;
                }
            }
        }

        var taken = new List<TakenRecord>(picked.Count);
        foreach (var (segment, record) in picked)
        {
            if (TryRead(segment, record) is { } image)
            {
                taken.Add(new TakenRecord(image, segment, record));
            }
            else
            {
                Lose(record.Kind);
                Settle([new TakenRecord([], segment, record)]);
            }
        }

        return taken;
    }

    public void Settle(IEnumerable<TakenRecord> records)
    {
        foreach (var (_, segment, place) in records)
        {
            try
            {
                segment!.MarkDelivered(place);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It is sent once more after a restart, and the collector knows it by its ids.
                TelemetryFaults.Count(e);
            }

            lock (_segments)
            {
                segment!.Settle();
                CountSettled(segment);
                CloseIfDone(segment);
            }
        }
    }

    public void Return(IReadOnlyList<TakenRecord> records)
    {
        lock (_segments)
        {
            for (var i = records.Count - 1; i >= 0; i--)
            {
                var (_, segment, place) = records[i];
                if (segment!.IsEvicted)
                {
                    segment.Settle();
                    CountSettled(segment);
                    Lose(place.Kind);
                }
                else
                {
                    segment.Return(place);
                    _waiting++;
                }

                CloseIfDone(segment);
            }
        }
    }

    public void Tend()
    {
        Adopt();
        SayLosses();
    }

    public void Dispose()
    {
        lock (_segments)
        {
            _isDisposed = true;
            _active = null;
            foreach (var segment in _segments.ToArray())
            {
                CloseIfDone(segment);
                segment.Dispose();
            }

            _segments.Clear();
        }
    }

    // Without a file, each further call would look for room in the folder.
    private int PauseAfterFault()
    {
        lock (_segments)
        {
            _fullUntil = _active is null ? _time.GetUtcNow() + s_fullPause : _fullUntil;
            return _waiting;
        }
    }

    private static byte[]? TryRead(Segment segment, RecordRef record)
    {
        try
        {
            return segment.Read(record);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TelemetryFaults.Count(e);
            return null;
        }
    }

    private void Lose(RecordKind kind)
    {
        if (kind == RecordKind.Loss)
        {
            _losses.SayAgain();
        }
        else
        {
            _losses.AddLost(1);
        }
    }

    // The segment for the next record, or null when there is no room for it.
    private Segment? Room(int size)
    {
        if (_isDisposed || size > _maxBytes / 4)
        {
            return null;
        }

        var active = _active;
        if (active is not null && (active.Length + size <= _segmentBytes || active.Length == SegmentHeader.Bytes))
        {
            return active;
        }

        if (_time.GetUtcNow() < _fullUntil)
        {
            return null;
        }

        _active = null;
        if (active is not null)
        {
            CloseIfDone(active);
        }

        if (!MakeRoom(Math.Max(size, _segmentBytes)))
        {
            // Other processes fill the folder: they alone can empty it.
            _fullUntil = _time.GetUtcNow() + s_fullPause;
            return null;
        }

        _active = Create();
        SayLosses();
        return _active;
    }

    private void SayLosses()
    {
        if (_losses.TakeRecord() is { } record)
        {
            Append(record);
        }

        lock (_segments)
        {
            byte[][] carried = [.. _carried];
            _carried.Clear();
            foreach (var image in carried)
            {
                Append(image);
            }
        }
    }

    private bool MakeRoom(long bytes)
    {
        var used = _folder.Bytes();
        while (used + bytes > _maxBytes && _segments.Find(segment => segment != _active) is { } oldest)
        {
            used -= oldest.Length;
            Evict(oldest);
        }

        return used + bytes <= _maxBytes;
    }

    private void Evict(Segment segment)
    {
        foreach (var record in segment.Evict())
        {
            _waiting--;
            CountSettled(segment);

            // What another process had lost is known to nobody else any more.
            if (record.Kind == RecordKind.Loss && TryRead(segment, record) is { } image && !_losses.IsOwn(image))
            {
                _carried.Add(image);
            }
            else
            {
                Lose(record.Kind);
            }
        }

        CloseIfDone(segment);
    }

    private void CountSettled(Segment segment)
    {
        if (segment.IsOwn)
        {
            _settled++;
        }
    }

    private void CloseIfDone(Segment segment)
    {
        if (segment == _active || (segment.HasRecords && !segment.IsEvicted))
        {
            return;
        }

        if (_segments.Remove(segment))
        {
            SegmentFolder.TryDelete(segment.Path);
        }

        if (segment.InFlight == 0)
        {
            segment.Dispose();
        }
    }

    private Segment Create()
    {
        var segment = _folder.Create();
        _segments.Add(segment);
        return segment;
    }

    private void Adopt()
    {
        string[] found;
        lock (_segments)
        {
            if (_isDisposed)
            {
                return;
            }

            var known = _segments.Select(static segment => segment.Path).ToHashSet(StringComparer.Ordinal);
            found = [.. _folder.Paths().Where(path => !known.Contains(path) && !_foreign.Contains(path))];
        }

        foreach (var path in found)
        {
            TryAdopt(path);
        }
    }

    private void TryAdopt(string path)
    {
        try
        {
            var segment = _folder.Adopt(path, out var corrupt, out var isEmpty);
            _losses.AddLost(corrupt);
            if (segment is null)
            {
                if (isEmpty)
                {
                    SegmentFolder.TryDelete(path);
                }
                else
                {
                    _foreign.Add(path);
                }

                return;
            }

            lock (_segments)
            {
                if (_isDisposed)
                {
                    segment.Dispose();
                    return;
                }

                var at = _segments.FindIndex(other => string.CompareOrdinal(other.Path, path) > 0);
                _segments.Insert(at < 0 ? _segments.Count : at, segment);
                _waiting += segment.WaitingCount;
                CloseIfDone(segment);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process holds the file or was quicker, or it is another user's.
        }
    }
}
