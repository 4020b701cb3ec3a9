using System.Runtime.InteropServices;

namespace AiInstrument.Benchmarks.Measuring;

/// <summary>Prints Markdown.</summary>
internal static class Report
{
    public static void Machine()
    {
        Console.WriteLine(FormattableString.Invariant(
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, load at start {Load()}"));
    }

    /// <summary>The system's load of the last minute.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    public static void Table(string title, string[] header, IEnumerable<string[]> rows)
    {
        Console.WriteLine();
        Console.WriteLine($"### {title}");
        Console.WriteLine();
        Line(header);
        Line([.. header.Select((_, i) => i == 0 ? "---" : "---:")]);
        foreach (var row in rows)
        {
            Line(row);
        }
    }

    public static string Number(double value) =>
        FormattableString.Invariant(value >= 100 ? $"{value:N0}" : (FormattableString)$"{value:0.##}");

    public static string Ratio(double value) => FormattableString.Invariant($"{value:0.00}×");

    private static void Line(string[] cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");
}
