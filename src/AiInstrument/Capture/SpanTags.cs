using System.Diagnostics;

namespace AiInstrument.Capture;

/// <summary>Writes tags. Null is not written.</summary>
/// <remarks>
/// <see cref="Activity.SetTag"/> looks through all tags for the key. Our own keys are written once each: adding does the
/// same as long as nobody else, such as a sampler or a processor, has added a tag of its own.
/// </remarks>
/// <param name="activity">The span.</param>
/// <param name="ours">How many tags we have written to it before.</param>
internal struct SpanTags(Activity activity, int ours)
{
    private readonly bool _add = Count(activity) == ours;

    /// <summary>How many tags of the span are ours.</summary>
    public int Ours { get; private set; } = ours;

    public void Set(string key, object? value)
    {
        if (value is null)
        {
            return;
        }

        if (_add)
        {
            activity.AddTag(key, value);
        }
        else
        {
            activity.SetTag(key, value);
        }

        Ours++;
    }

    private static int Count(Activity activity)
    {
        var count = 0;
        foreach (ref readonly var _ in activity.EnumerateTagObjects())
        {
            count++;
        }

        return count;
    }
}
