using System.Globalization;
using AiInstrument.Collector.Seeding;

namespace AiInstrument.Cli.Output;

/// <summary>Says how far a seeding is: in one line that is written over in a terminal, in a line now and then in a file.</summary>
/// <param name="writer">Where it is said.</param>
/// <param name="columns">How wide the terminal is; null where there is none.</param>
/// <param name="time">The time.</param>
internal sealed class SeedProgressLine(TextWriter writer, Func<int>? columns, TimeProvider time) : IProgress<SeedProgress>
{
    private static readonly TimeSpan s_inTerminal = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan s_inFile = TimeSpan.FromSeconds(10);

    private readonly long _begun = time.GetTimestamp();
    private TimeSpan _next = TimeSpan.Zero;
    private int _open;

    /// <inheritdoc/>
    public void Report(SeedProgress value)
    {
        var now = time.GetElapsedTime(_begun);
        if (now < _next && value.Rows < value.Total)
        {
            return;
        }

        _next = now + (columns is null ? s_inFile : s_inTerminal);
        var rest = value.Remaining is { } remaining ? string.Create(CultureInfo.InvariantCulture, $", {remaining:hh\\:mm\\:ss} left") : "";
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{value.Rows:N0} of {value.Total:N0} records ({100.0 * value.Rows / value.Total:0.0}%), {value.RowsPerSecond:N0} rows/s{rest}");
        if (columns is null)
        {
            writer.WriteLine(line);
        }
        else
        {
            // A line as wide as the terminal would begin another one. What is cut off is the least that matters.
            var width = Math.Max(columns() - 1, 1);
            _open = width;
            writer.Write("\r" + (line.Length > width ? line[..width] : line.PadRight(width)));
        }
    }

    /// <summary>Takes the line away: what comes after it says how it ended.</summary>
    public void End()
    {
        if (_open > 0)
        {
            writer.Write("\r" + new string(' ', _open) + "\r");
            _open = 0;
        }
    }
}
