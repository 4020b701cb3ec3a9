namespace AiInstrument.Screenshots;

/// <summary>The clock of the pictures: stands still until it is moved, so that the same pictures come out on any day.</summary>
internal sealed class PictureTime : TimeProvider
{
    /// <summary>When the pictures are taken: a Thursday afternoon, late enough in a month for a forecast.</summary>
    public static readonly DateTimeOffset Taken = new(2026, 11, 19, 15, 40, 0, TimeSpan.Zero);

    private long _ticks = Taken.UtcTicks;

    /// <summary>Goes to a moment so long before the pictures are taken.</summary>
    public void MoveTo(TimeSpan before) => Interlocked.Exchange(ref _ticks, (Taken - before).UtcTicks);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);
}
