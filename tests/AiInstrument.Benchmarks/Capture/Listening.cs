using System.Diagnostics;

namespace AiInstrument.Benchmarks.Capture;

/// <summary>Listens to a source until disposed.</summary>
internal static class Listening
{
    public static ActivityListener To(string source, ActivitySamplingResult sampling, Action<Activity>? stopped = null)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = candidate => candidate.Name == source,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => sampling,
            ActivityStopped = stopped,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
