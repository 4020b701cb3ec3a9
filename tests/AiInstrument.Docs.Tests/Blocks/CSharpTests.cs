using System.Collections.Immutable;
using AiInstrument.Analyzers.Rules;
using AiInstrument.Docs.Tests.Pages;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Docs.Tests.Blocks;

/// <summary>C# on the pages compiles, with what the generator adds to it, and the rules report what is marked and nothing else.</summary>
public sealed class CSharpTests
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules =
    [
        .. typeof(EscapedCallAnalyzer).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(DiagnosticAnalyzer))).Select(t => (DiagnosticAnalyzer)Activator.CreateInstance(t)!),
    ];

    public static TheoryData<string> Blocks => CodeBlock.PlacesOf("csharp");

    [Theory]
    [MemberData(nameof(Blocks))]
    public async Task A_block_compiles_and_is_reported_as_marked(string place)
    {
        var block = CodeBlock.At(place);
        var project = await Example.ProjectAsync(block);
        if (block.Reported is not { } id)
        {
            await project.VerifyAsync([.. Rules]);
            return;
        }

        var compiled = project.ToWorkspaceProject();
        (await compiled.CompileAsync(TestContext.Current.CancellationToken)).EmitToStream(TestContext.Current.CancellationToken).Dispose();
        Assert.Equal([id], (await compiled.AnalyzeAsync([.. Rules])).Select(d => d.Id).Distinct());
    }

    [Fact]
    public async Task What_does_not_compile_fails_with_the_error_and_the_source()
    {
        var block = new CodeBlock("page.md", 1, "csharp", new Dictionary<string, string>(StringComparer.Ordinal) { ["prelude"] = "HelpDesk" }, "await chat.GetResponseAsync(nobody);\n");

        var thrown = await Assert.ThrowsAsync<RoslynTestException>(async () => await (await Example.ProjectAsync(block)).VerifyAsync([.. Rules]));

        Assert.Contains("CS0103", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_a_rule_reports_must_be_marked()
    {
        var block = new CodeBlock("page.md", 1, "csharp", new Dictionary<string, string>(StringComparer.Ordinal) { ["prelude"] = "HelpDesk" }, "await chat.GetResponseAsync(\"Hello\");\n");

        var thrown = await Assert.ThrowsAsync<RoslynTestException>(async () => await (await Example.ProjectAsync(block)).VerifyAsync([.. Rules]));

        Assert.Contains("AII0002", thrown.Message, StringComparison.Ordinal);
    }
}
