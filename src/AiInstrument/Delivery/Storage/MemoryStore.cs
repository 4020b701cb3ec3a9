namespace AiInstrument.Delivery.Storage;

/// <summary>Records in memory, where no folder is to be used or none can be. The oldest go when there are too many bytes.</summary>
internal sealed class MemoryStore(long maxBytes, LossLedger losses) : ISpanStore
{
    private readonly LinkedList<TakenRecord> _waiting = new();
    private long _bytes;
    private long _appended;
    private long _settled;

    public int Waiting
    {
        get
        {
            lock (_waiting)
            {
                return _waiting.Count;
            }
        }
    }

    public (long Appended, long Settled) Progress
    {
        get
        {
            lock (_waiting)
            {
                return (_appended, _settled);
            }
        }
    }

    public int Append(ReadOnlySpan<byte> image)
    {
        var record = new TakenRecord(image.ToArray());
        lock (_waiting)
        {
            _waiting.AddLast(record);
            _appended++;
            _bytes += image.Length;
            while (_bytes > maxBytes && _waiting.First is { } oldest)
            {
                _waiting.RemoveFirst();
                End(oldest.Value);
                if (oldest.Value.Kind == RecordKind.Span)
                {
                    losses.AddLost(1);
                }
                else
                {
                    losses.SayAgain();
                }
            }

            return _waiting.Count;
        }
    }

    public List<TakenRecord> Take(int maxCount, int maxBytes)
    {
        var taken = new List<TakenRecord>();
        lock (_waiting)
        {
            for (var bytes = 0; taken.Count < maxCount && _waiting.First is { } oldest; bytes += oldest.Value.Image.Length)
            {
                if (taken.Count > 0 && bytes + oldest.Value.Image.Length > maxBytes)
                {
                    break;
                }

                taken.Add(oldest.Value);
                _waiting.RemoveFirst();
            }
        }

        return taken;
    }

    public void Settle(IEnumerable<TakenRecord> records)
    {
        lock (_waiting)
        {
            foreach (var record in records)
            {
                End(record);
            }
        }
    }

    public void Return(IReadOnlyList<TakenRecord> records)
    {
        lock (_waiting)
        {
            for (var i = records.Count - 1; i >= 0; i--)
            {
                _waiting.AddFirst(records[i]);
            }
        }
    }

    public void Tend()
    {
        if (losses.TakeRecord() is { } record)
        {
            Append(record);
        }
    }

    public void Dispose()
    {
    }

    private void End(TakenRecord record)
    {
        _bytes -= record.Image.Length;
        _settled++;
    }
}
