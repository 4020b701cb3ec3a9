using System.Diagnostics;

namespace AiInstrument.Capture;

/// <summary>The caller's <see cref="Activity.Current"/>, to be put back after code that ran under a call's own activity.</summary>
internal readonly struct CallerActivity
{
    private readonly Activity? _activity;
    private readonly ExecutionContext? _context;

    private CallerActivity(Activity? activity, ExecutionContext? context)
    {
        _activity = activity;
        _context = context;
    }

    public static CallerActivity Capture()
    {
        var activity = Activity.Current;

        // Work that outlives its request runs under a stopped activity, which Activity.Current refuses to take back.
        return new CallerActivity(activity, activity is { IsStopped: true } ? ExecutionContext.Capture() : null);
    }

    public void Restore()
    {
        if (ReferenceEquals(Activity.Current, _activity))
        {
            return;
        }

        if (_context is not null)
        {
            ExecutionContext.Restore(_context);
        }
        else
        {
            Activity.Current = _activity is { IsStopped: true } ? null : _activity;
        }
    }
}
