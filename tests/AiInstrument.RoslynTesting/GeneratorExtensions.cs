using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.RoslynTesting;

/// <summary>Runs generators on test projects.</summary>
public static class GeneratorExtensions
{
    /// <summary>Runs a generator as a build would, with its incremental steps tracked.</summary>
    /// <param name="test">The project.</param>
    /// <param name="generator">The generator.</param>
    /// <param name="additionalTexts">Files that the build passes on without compiling them.</param>
    public static async Task<GeneratorRun> GenerateAsync(this TestProject test, IIncrementalGenerator generator, params AdditionalText[] additionalTexts)
    {
        var project = test.ToWorkspaceProject();
        var compilation = (CSharpCompilation)(await project.GetCompilationAsync().ConfigureAwait(false))!;
        var driver = CSharpGeneratorDriver.Create(
            [generator.AsSourceGenerator()],
            additionalTexts,
            (CSharpParseOptions)project.ParseOptions!,
            project.AnalyzerOptions.AnalyzerConfigOptionsProvider,
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return GeneratorRun.Of(driver, compilation);
    }
}

/// <summary>A generator's run.</summary>
/// <param name="Driver">The driver after the run: it holds what later runs compare with.</param>
/// <param name="Input">The compilation that was given.</param>
/// <param name="Output">The compilation with what was generated.</param>
public sealed record GeneratorRun(GeneratorDriver Driver, CSharpCompilation Input, Compilation Output)
{
    /// <summary>What the generator produced. Throws when it threw.</summary>
    public GeneratorRunResult Result
    {
        get
        {
            var result = Driver.GetRunResult().Results.Single();
            return result.Exception is null ? result : throw new RoslynTestException($"The generator threw:\n{result.Exception}");
        }
    }

    /// <summary>The generated texts by file name.</summary>
    public ImmutableDictionary<string, string> Files => Result.GeneratedSources.ToImmutableDictionary(s => s.HintName, s => s.SourceText.ToString(), StringComparer.Ordinal);

    /// <summary>Runs the driver on another compilation, for example after an edit.</summary>
    public GeneratorRun Again(CSharpCompilation compilation) => Of(Driver, compilation);

    internal static GeneratorRun Of(GeneratorDriver driver, CSharpCompilation compilation)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        return new GeneratorRun(driver, compilation, output);
    }
}

/// <summary>A file that a build passes on without compiling it.</summary>
/// <param name="path">The path, relative to the project's folder.</param>
/// <param name="text">The text.</param>
public sealed class TestAdditionalText(string path, string text) : AdditionalText
{
    /// <inheritdoc />
    public override string Path { get; } = TestProject.Folder + path;

    /// <inheritdoc />
    public override Microsoft.CodeAnalysis.Text.SourceText GetText(CancellationToken cancellationToken = default) =>
        Microsoft.CodeAnalysis.Text.SourceText.From(text, System.Text.Encoding.UTF8);
}
