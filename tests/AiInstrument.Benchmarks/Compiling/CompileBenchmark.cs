using System.Diagnostics;
using AiInstrument.Analyzers.Rules;
using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Generators;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Benchmarks.Compiling;

/// <summary>What analyzers and generator add to a build and to an edit.</summary>
internal static class CompileBenchmark
{
    private static readonly string[] s_generatorColumns = ["cold", "after an edit in a file without calls", "after an edit above a call"];

    public static async Task RunAsync(bool quick)
    {
        var (files, calls, rounds) = quick ? (400, 40, 3) : (2000, 500, 5);
        var (project, compilation) = await SingleThreadedAsync(SyntheticProject.Of(files, calls));
        var analyzers = Analyzers();
        var others = ComparedAnalyzers.Meziantou();
        var (bareProject, bareCompilation) = await WithoutSdksAsync(files);
        var times = new List<Times>();
        for (var round = 0; round <= rounds; round++)
        {
            var measured = await OnceAsync(project, compilation, analyzers) with
            {
                Others = (await ExecutionAsync(project, compilation, others)).Values.Sum(),
                WithoutSdks = (await ExecutionAsync(bareProject, bareCompilation, analyzers)).Values.Sum(),
            };
            if (round > 0)
            {
                times.Add(measured);
            }
        }

        Report.Table(
            $"compile: {files:N0} files, {calls} call sites, one thread (reference: the compiler's own bind and emit of the same project)",
            ["part", "ms", "ratio"],
            [
                Row("compiler: bind and emit", t => t.Compile),
                Row($"analyzers, execution time of all {analyzers.Length}", t => t.Analyzers.Values.Sum()),
                Row($"Meziantou.Analyzer, execution time of all {others.Length}", t => t.Others),
                ["analyzers, ratio to Meziantou.Analyzer", "", Report.Ratio(Rounds.Median(times.Select(t => t.Analyzers.Values.Sum() / t.Others)))],
                Row("analyzers, in the same project without an LLM SDK and without calls", t => t.WithoutSdks),
                .. analyzers.Select(a => a.GetType().Name).Select(name => Row($"· {name}", t => t.Analyzers[name])),
                .. s_generatorColumns.Select((name, i) => Row($"generator, {name}", t => t.Generator[i])),
            ]);

        string[] Row(string name, Func<Times, double> value) =>
            [name, Report.Number(Rounds.Median(times.Select(value))), Report.Ratio(Rounds.Median(times.Select(t => value(t) / t.Compile)))];
    }

    private static DiagnosticAnalyzer[] Analyzers() => [.. typeof(EscapedCallAnalyzer).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
        .OrderBy(type => type.Name, StringComparer.Ordinal)
        .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    private static async Task<Times> OnceAsync(Project project, CSharpCompilation compilation, DiagnosticAnalyzer[] analyzers) =>
        new((await CompileAsync(compilation)).Wall, await ExecutionAsync(project, compilation, analyzers), Generate(project, compilation));

    /// <summary>The compiler's time on the clock, and of its thread, which the load of others does not add to.</summary>
    public static async Task<(double Wall, double Processor)> CompileAsync(CSharpCompilation compilation)
    {
        // A clone has bound nothing yet.
        var bare = compilation.Clone();
        var start = Stopwatch.GetTimestamp();
        var startOnThread = ThreadTime.Nanoseconds();
        var image = bare.EmitToStream();
        var time = (Stopwatch.GetElapsedTime(start).TotalMilliseconds, (ThreadTime.Nanoseconds() - startOnThread) / 1e6);
        await image.DisposeAsync();
        return time;
    }

    private static async Task<Dictionary<string, double>> ExecutionAsync(Project project, CSharpCompilation compilation, DiagnosticAnalyzer[] analyzers)
    {
        var withAnalyzers = compilation.Clone().WithAnalyzers(
            [.. analyzers],
            new CompilationWithAnalyzersOptions(project.AnalyzerOptions, onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        var result = await withAnalyzers.GetAnalysisResultAsync(CancellationToken.None);
        return result.AnalyzerTelemetryInfo.ToDictionary(entry => entry.Key.GetType().Name, entry => entry.Value.ExecutionTime.TotalMilliseconds, StringComparer.Ordinal);
    }

    /// <summary>The same classes in a project that references no LLM SDK.</summary>
    private static Task<(Project Project, CSharpCompilation Compilation)> WithoutSdksAsync(int files) =>
        SingleThreadedAsync(SyntheticProject.Of(files, calls: 0) with { References = TestReferences.WithoutSdks });

    /// <summary>A project and its compilation, which binds and emits on one thread.</summary>
    public static async Task<(Project Project, CSharpCompilation Compilation)> SingleThreadedAsync(TestProject synthetic)
    {
        var project = synthetic.ToWorkspaceProject();
        var compilation = (CSharpCompilation)(await project.GetCompilationAsync())!;
        return (project, compilation.WithOptions(compilation.Options.WithConcurrentBuild(false)));
    }

    /// <summary>Milliseconds of the generator's thread: in a project that it has not seen, and after two edits.</summary>
    public static double[] Generate(Project project, CSharpCompilation compilation)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new AiInstrumentGenerator().AsSourceGenerator()],
            parseOptions: (CSharpParseOptions)project.ParseOptions!,
            optionsProvider: project.AnalyzerOptions.AnalyzerConfigOptionsProvider);
        // A project and files that nobody has read yet: the generator remembers what it knows of them.
        var options = compilation.Options.WithOverflowChecks(!compilation.Options.CheckOverflow);
        var input = compilation.RemoveAllSyntaxTrees().WithOptions(options).AddSyntaxTrees(compilation.SyntaxTrees.Select(Again));
        var cold = Run(input);
        if (driver.GetRunResult().GeneratedTrees.IsEmpty)
        {
            throw new InvalidOperationException("The generator made nothing.");
        }

        input = EditTop(input, file: 1);
        var unrelated = Run(input);
        input = EditTop(input, file: 0);
        return [cold, unrelated, Run(input)];

        double Run(Compilation given)
        {
            var start = ThreadTime.Nanoseconds();
            driver = driver.RunGenerators(given);
            return (ThreadTime.Nanoseconds() - start) / 1e6;
        }
    }

    private static SyntaxTree Again(SyntaxTree tree)
    {
        var again = CSharpSyntaxTree.ParseText(tree.GetText(), (CSharpParseOptions)tree.Options, tree.FilePath);
        again.GetRoot();
        return again;
    }

    /// <summary>A comment above everything in a file, parsed already, as an editor has it.</summary>
    private static CSharpCompilation EditTop(CSharpCompilation compilation, int file)
    {
        var tree = compilation.SyntaxTrees.Single(t => t.FilePath == SyntheticProject.PathOf(file));
        var edited = tree.WithChangedText(SourceText.From("// Edited.\n" + tree.GetText(), System.Text.Encoding.UTF8));
        edited.GetRoot();
        return compilation.ReplaceSyntaxTree(tree, edited);
    }

    private sealed record Times(double Compile, Dictionary<string, double> Analyzers, double[] Generator)
    {
        public double Others { get; init; }

        public double WithoutSdks { get; init; }
    }
}
