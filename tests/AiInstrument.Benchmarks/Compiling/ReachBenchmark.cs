using AiInstrument.Benchmarks.Measuring;

namespace AiInstrument.Benchmarks.Compiling;

/// <summary>What it adds to a build to read which call sites the routes and jobs of a project reach.</summary>
internal static class ReachBenchmark
{
    public static async Task RunAsync(bool quick)
    {
        var (files, calls, rounds) = quick ? (400, 40, 3) : (2000, 500, 3);
        var reading = SyntheticProject.WithRoutes(files, calls);
        var (readingProject, compilation) = await CompileBenchmark.SingleThreadedAsync(reading);
        var (project, _) = await CompileBenchmark.SingleThreadedAsync(reading with { BuildProperties = reading.BuildProperties.Remove("AiInstrumentReachability") });
        var times = new List<(double Compile, double Without, double With)>();
        for (var round = 0; round <= rounds; round++)
        {
            var measured = (
                (await CompileBenchmark.CompileAsync(compilation)).Processor,
                CompileBenchmark.Generate(project, compilation)[0],
                CompileBenchmark.Generate(readingProject, compilation)[0]);
            if (round > 0)
            {
                times.Add(measured);
            }
        }

        Report.Table(
            $"reach: {files + calls:N0} files, {calls} routes, each through an interface to a call site (reference: the compiler's own bind and emit; processor time of one thread)",
            ["part", "ms", "ratio"],
            [
                Row("compiler: bind and emit", t => t.Compile),
                Row("generator, cold, as in an editor", t => t.Without),
                Row("generator, cold, as in a build", t => t.With),
                Row("what reading the reach adds", t => t.With - t.Without),
            ]);

        string[] Row(string name, Func<(double Compile, double Without, double With), double> value) =>
            [name, Report.Number(Rounds.Median(times.Select(value))), Report.Ratio(Rounds.Median(times.Select(t => value(t) / t.Compile)))];
    }
}
