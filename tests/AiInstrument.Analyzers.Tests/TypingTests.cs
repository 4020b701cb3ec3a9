using System.Collections.Immutable;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace AiInstrument.Analyzers.Tests;

/// <summary>
/// A body is typed character by character. On the statement at the caret no rule reports anything until it is complete;
/// from then on its ids stay what they are, whatever is typed after it.
/// </summary>
public sealed class TypingTests
{
    private const string Head = """
        using System;
        using System.Linq;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using AiInstrument;
        using Microsoft.Extensions.AI;
        using OpenAI.Responses;

        class Typed(IChatClient chat, ResponsesClient responses, HttpClient http, string runtimeId)
        {
            async Task M()
            {

        """;

    private const string Tail = "\n    }\n}\n";

    private static readonly ImmutableArray<(string Text, string[] Ids)> Statements =
    [
        ("var text = (await chat.GetResponseAsync(\"Hello\")).Text.Trim();", ["AII0002"]),
        ("chat.AsBuilder().UseOpenTelemetry().UseOpenTelemetry().Build();", ["AII0010"]),
        ("await http.PostAsync(\"https://api.openai.com/v1/chat/completions\", null);", ["AII0001"]),
        ("_ = await responses.CreateResponseStreamingAsync(\"m\", \"x\");", ["AII0002", "AII0011", "AII0012"]),
        ("await foreach (var update in chat.GetStreamingResponseAsync(\"x\")) ;", ["AII0002"]),
        ("ThreadPool.UnsafeQueueUserWorkItem(_ => chat.GetResponseAsync(\"x\"), null);", ["AII0002", "AII0009"]),
        ("Func<string, ChatOptions?, CancellationToken, Task<ChatResponse>> call = chat.GetResponseAsync;", ["AII0001", "AII0002"]),
        ("using var malformed = AiScope.Feature(\"Bad Id\");", ["AII0004", "AII0005"]),
        ("using var late = AiScope.Feature(runtimeId);", ["AII0015"]),
        ("var covered = await chat.GetResponseAsync(text);", []),
    ];

    [Fact]
    public async Task Diagnostics_appear_with_the_last_character_of_a_statement_and_stay()
    {
        var project = (TestProject.Library(Head + Tail) with { References = await ExtensionsAiStub.ReferencesAsync() }).ToWorkspaceProject();
        var compilation = (await project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        var tree = compilation.SyntaxTrees.Single(t => t.FilePath.EndsWith("Test0.cs", StringComparison.Ordinal));
        var rules = AllRules.Create().ToArray();
        var done = Head;
        var expected = new List<string>();
        foreach (var (text, ids) in Statements)
        {
            for (var length = 1; length < text.Length; length++)
            {
                await VerifyAsync(text[..length]);
            }

            expected.AddRange(ids);
            await VerifyAsync(text);
            done += text + "\n";
        }

        async Task VerifyAsync(string typed)
        {
            var actual = await IdsAsync(done + typed);
            Assert.True(expected.SequenceEqual(actual), $"After '{typed}': {string.Join(", ", actual)} and not {string.Join(", ", expected)}.");
        }

        async Task<List<string>> IdsAsync(string typed)
        {
            var changed = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(typed + Tail)));
            return [.. (await changed.AnalyzeAsync(project.AnalyzerOptions, rules)).OrderBy(d => Line(d)).ThenBy(d => d.Id, StringComparer.Ordinal).Select(d => d.Id)];
        }

        static int Line(Diagnostic diagnostic) => diagnostic.Location.GetLineSpan().StartLinePosition.Line;
    }
}
