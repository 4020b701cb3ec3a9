namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>Noon of one day for ever, so that windows do not move under a test.</summary>
internal sealed class FixedTime : TimeProvider
{
    public static DateTimeOffset Now { get; } = new(2026, 3, 15, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
