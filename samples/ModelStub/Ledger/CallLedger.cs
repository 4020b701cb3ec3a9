namespace ModelStub.Ledger;

/// <summary>The requests that were served, in the order they came.</summary>
public sealed class CallLedger
{
    private readonly Lock _gate = new();
    private readonly List<LedgerEntry> _entries = [];
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>A snapshot.</summary>
    public IReadOnlyList<LedgerEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    /// <summary>Completes when no request is being served: an abort takes a moment to reach the server.</summary>
    public async Task WhenIdleAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_entries.TrueForAll(e => e.Outcome != LedgerOutcome.Running))
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Forgets what was served. Requests still being served are forgotten too.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _entries.Clear();
            Signal();
        }
    }

    internal LedgerEntry Open(Func<int, LedgerEntry> create)
    {
        lock (_gate)
        {
            var entry = create(_entries.Count + 1);
            _entries.Add(entry);
            return entry;
        }
    }

    /// <summary>Replaces what is known of a request.</summary>
    internal LedgerEntry Update(LedgerEntry known, LedgerEntry now)
    {
        lock (_gate)
        {
            var index = _entries.FindIndex(e => ReferenceEquals(e, known));
            if (index >= 0)
            {
                _entries[index] = now;
                Signal();
            }

            return now;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }
}
