using System.Threading.Channels;
using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Live;

/// <summary>One open stream. Whoever does not read what is waiting is dropped: nobody waits for a listener.</summary>
/// <param name="view">What it looks at.</param>
/// <param name="caller">Who it is, as the audit log names them.</param>
/// <param name="after">The id of the newest record that it knows; null for what is there now.</param>
internal sealed class LiveListener(LiveView view, string caller, long? after)
{
    // A few seconds of events: they come once a second at the most.
    private const int MostWaiting = 16;

    private readonly Channel<byte[]> _waiting = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    // Not disposed, because the pump may drop a listener that has just left; it holds nothing of its own.
    private readonly CancellationTokenSource _dropped = new();

    public LiveView View => view;

    public string Caller => caller;

    /// <summary>Where its next records begin.</summary>
    public long? After { get; set; } = after;

    /// <summary>The sums that it knows; null before the first.</summary>
    public UsageTotals? Known { get; set; }

    /// <summary>What is to be sent.</summary>
    public ChannelReader<byte[]> Waiting => _waiting.Reader;

    /// <summary>Cancelled when the listener was too slow.</summary>
    public CancellationToken Dropped => _dropped.Token;

    /// <summary>Puts an event into the queue, or drops the listener when it is full.</summary>
    public void Offer(byte[] message)
    {
        if (!_waiting.Writer.TryWrite(message))
        {
            Drop();
        }
    }

    /// <summary>Ends the stream.</summary>
    public void Drop() => _dropped.Cancel();
}
