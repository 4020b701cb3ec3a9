using System.Diagnostics;

namespace AiInstrument.Generators.Tests.Harness;

/// <summary>Collects the call spans of one test: those under its own root activity.</summary>
internal sealed class Spans : IDisposable
{
    private static readonly ActivitySource s_source = new("AiInstrument.Generators.Tests");
    private readonly List<Activity> _ended = [];
    private readonly ActivityListener _listener;

    public Spans()
    {
        _listener = new ActivityListener
        {
            // A server of ASP.NET Core continues its client's trace only where someone listens.
            ShouldListenTo = static s => s.Name is "AiInstrument" or "AiInstrument.Generators.Tests" or "Microsoft.AspNetCore",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Ended,
        };
        ActivitySource.AddActivityListener(_listener);
        Root = s_source.StartActivity("test")!;
    }

    public Activity Root { get; }

    public IReadOnlyList<Activity> All
    {
        get
        {
            lock (_ended)
            {
                return [.. _ended];
            }
        }
    }

    public Activity Only => Assert.Single(All);

    public void Dispose()
    {
        Root.Dispose();
        _listener.Dispose();
    }

    private void Ended(Activity activity)
    {
        if (activity.Source.Name == "AiInstrument" && activity.TraceId == Root?.TraceId)
        {
            lock (_ended)
            {
                _ended.Add(activity);
            }
        }
    }
}

internal static class SpanExtensions
{
    public static object? Tag(this Activity span, string key) => span.GetTagItem(key);
}
