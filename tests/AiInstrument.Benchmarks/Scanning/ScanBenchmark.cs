using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AiInstrument.Benchmarks.Measuring;

namespace AiInstrument.Benchmarks.Scanning;

/// <summary>The tool's <c>scan</c> over a solution of 500 projects: how long, and how much memory all its processes take together.</summary>
internal static class ScanBenchmark
{
    private const string Configuration =
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    public static async Task RunAsync(bool quick)
    {
        var projects = quick ? 100 : 500;
        var rows = new List<string[]>();
        foreach (var (name, every) in ((string, int)[])[("one project in five calls a model", 5), ("every project calls a model", 1)])
        {
            using var folder = new TemporaryFolder();
            SyntheticSolution.Write(folder.Path, projects, every);
            var restore = await TimeAsync(Start("dotnet", ["restore", "All.slnx", "-v", "q"], folder.Path)).ConfigureAwait(false);
            var load = Report.Load();
            var scan = await TimeAsync(Start("dotnet", [Tool(), "scan", "All.slnx", "--format", "json", "--output", "report.json"], folder.Path)).ConfigureAwait(false);
            using var report = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder.Path, "report.json")).ConfigureAwait(false));
            var totals = report.RootElement.GetProperty("totals");
            rows.Add(
            [
                $"{projects.ToString(CultureInfo.InvariantCulture)} projects, {name}",
                totals.GetProperty("calls").GetInt32().ToString(CultureInfo.InvariantCulture),
                Seconds(scan.Time), Seconds(scan.Processor), Report.Number(scan.Bytes / (1024.0 * 1024)), Seconds(restore.Time), load,
            ]);
        }

        Report.Table("scan", ["solution", "calls found", "seconds", "processor seconds", "most MiB", "restore before, seconds", "load"], rows);
    }

    private static string Tool() =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "..", "src", "AiInstrument.Cli", "bin", Configuration, "net10.0", "AiInstrument.Cli.dll"));

    private static Process Start(string file, string[] arguments, string folder) =>
        Process.Start(new ProcessStartInfo(file, arguments) { WorkingDirectory = folder, RedirectStandardError = true, UseShellExecute = false, Environment = { ["MSBUILDDISABLENODEREUSE"] = "1" } })!;

    private static async Task<(TimeSpan Time, TimeSpan Processor, long Bytes)> TimeAsync(Process process)
    {
        using (process)
        {
            var clock = Stopwatch.StartNew();
            var error = process.StandardError.ReadToEndAsync();
            var usage = new ProcessTree(process.Id);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
            var exit = process.WaitForExitAsync();
            while (!exit.IsCompleted)
            {
                usage.Look();
                await Task.WhenAny(exit, timer.WaitForNextTickAsync().AsTask()).ConfigureAwait(false);
            }

            return process.ExitCode == 0 ? (clock.Elapsed, usage.Processor, usage.MostBytes) : throw new InvalidOperationException(await error.ConfigureAwait(false));
        }
    }

    private static string Seconds(TimeSpan time) => Report.Number(time.TotalSeconds);
}
