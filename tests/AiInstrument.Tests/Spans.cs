using System.Collections.Concurrent;
using System.Diagnostics;

namespace AiInstrument.Tests;

/// <summary>A real listener that keeps the spans of some sources once they have ended.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    private Spans(ActivitySamplingResult sampling, string[] sources)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => sources.Contains(source.Name),
            Sample = (ref _) => sampling,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyList<Activity> Ended => [.. _ended];

    public static Spans Listen(params string[] sources)
        => new(ActivitySamplingResult.AllDataAndRecorded, sources is [] ? ["AiInstrument"] : sources);

    public static Spans ListenWithoutData() => new(ActivitySamplingResult.PropagationData, ["AiInstrument"]);

    /// <summary>The one span that has ended.</summary>
    public Activity Single() => Assert.Single(Ended);

    public void Dispose() => _listener.Dispose();
}
