using AiInstrument.Collector.Pricing.Importing;

namespace AiInstrument.Dashboard.Prices;

/// <summary>Keeps uploaded price lists between their preview and their confirmation: a few, in memory, for half an hour.</summary>
internal sealed class PendingImports(TimeProvider time)
{
    private const int Most = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly Lock _gate = new();
    private readonly List<Pending> _pending = [];

    /// <summary>Keeps a list; the oldest goes when there are too many.</summary>
    /// <returns>The key that fetches it.</returns>
    public string Keep(int workspaceId, PriceImportRequest request)
    {
        var pending = new Pending(Guid.NewGuid().ToString("n"), workspaceId, request, time.GetUtcNow());
        lock (_gate)
        {
            Forget();
            _pending.Add(pending);
            if (_pending.Count > Most)
            {
                _pending.RemoveAt(0);
            }
        }

        return pending.Key;
    }

    /// <summary>Fetches a list and keeps it no longer; null when it is gone.</summary>
    public PriceImportRequest? Take(int workspaceId, string? key)
    {
        lock (_gate)
        {
            Forget();
            var found = _pending.Find(pending => pending.Key == key && pending.WorkspaceId == workspaceId);
            return found is not null && _pending.Remove(found) ? found.Request : null;
        }
    }

    private void Forget() => _pending.RemoveAll(pending => time.GetUtcNow() - pending.At > Patience);

    private sealed record Pending(string Key, int WorkspaceId, PriceImportRequest Request, DateTimeOffset At);
}
