using System.Diagnostics;

namespace AiInstrument.Capture;

/// <summary>The caller's <see cref="Activity.Current"/>, to be put back after code that ran under a call's own activity.</summary>
internal readonly struct CallerActivity
{
    /// <summary>The activity, or a <see cref="Stopped"/> one.</summary>
    private readonly object? _held;

    private CallerActivity(object? held) => _held = held;

    public static CallerActivity Capture()
    {
        var activity = Activity.Current;

        // Work that outlives its request runs under a stopped activity, which Activity.Current refuses to take back.
        return new CallerActivity(activity is { IsStopped: true } && ExecutionContext.Capture() is { } context ? new Stopped(activity, context) : activity);
    }

    public void Restore()
    {
        var stopped = _held as Stopped;
        var activity = stopped is null ? (Activity?)_held : stopped.Activity;
        if (ReferenceEquals(Activity.Current, activity))
        {
            return;
        }

        if (stopped is not null)
        {
            ExecutionContext.Restore(stopped.Context);
        }
        else
        {
            Activity.Current = activity is { IsStopped: true } ? null : activity;
        }
    }

    private sealed record Stopped(Activity Activity, ExecutionContext Context);
}
