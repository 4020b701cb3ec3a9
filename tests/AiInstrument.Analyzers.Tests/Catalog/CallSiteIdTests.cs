using AiInstrument.Analyzers.Calls;
using AiInstrument.Analyzers.Rules;
using AiInstrument.Catalog.Calls;
using AiInstrument.Catalog.Features;
using AiInstrument.Catalog.Symbols;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AiInstrument.Analyzers.Tests.Catalog;

/// <summary>What changes a call site's id and what must not. Ids are read off AII0002.</summary>
public sealed class CallSiteIdTests
{
    private const string Usings = "using Microsoft.Extensions.AI;\n";
    private const string Ask = "class Tickets(IChatClient chat) { async Task Ask() { await chat.GetResponseAsync(\"x\"); await chat.GetResponseAsync(\"y\"); } }";

    [Theory]
    [InlineData("\n\n// moved down\n" + Ask)]
    [InlineData("class Other(IChatClient chat) { Task Ask() => chat.GetResponseAsync(\"x\"); }\n" + Ask)]
    [InlineData("class Tickets(IChatClient chat) { Task Before() => chat.GetResponseAsync(\"x\"); async Task Ask() { await chat.GetResponseAsync(\"x\"); await chat.GetResponseAsync(\"y\"); } }")]
    [InlineData("class Tickets(IChatClient chat) { async Task Ask() { var x = 1; await chat.GetResponseAsync(\"other text\"); if (x > 0) { await chat.GetResponseAsync(\"y\"); } } }")]
    [InlineData("class Tickets(IChatClient chat) { async Task Ask() { Console.WriteLine(nameof(chat.GetResponseAsync)); GetResponseAsync(); await chat.GetResponseAsync(\"x\"); await chat.GetResponseAsync(\"y\"); } void GetResponseAsync() { } }")]
    [InlineData("class Tickets(IChatClient chat) { async Task Ask() { await foreach (var u in chat.GetStreamingResponseAsync(\"x\")) { } await chat.GetResponseAsync(\"x\"); await chat.GetResponseAsync(\"y\"); } }")]
    [InlineData("class Tickets(IChatClient renamed) { async Task Ask() { await renamed.GetResponseAsync(\"x\"); await renamed.GetResponseAsync(\"y\"); } }")]
    public async Task An_edit_elsewhere_keeps_the_ids(string edited)
    {
        var before = await IdsAsync(TestProject.Library(Usings + Ask));
        var after = await IdsAsync(TestProject.Library(Usings + edited));

        Assert.Equal(2, before.Count);
        Assert.Empty(before.Except(after));
    }

    [Fact]
    public async Task Another_file_name_keeps_the_ids() =>
        Assert.Equal(
            await IdsAsync(TestProject.Library(Usings + Ask)),
            await IdsAsync(TestProject.Library().WithSource(Usings + Ask, "folder/Renamed.cs")));

    [Fact]
    public async Task Ids_are_sixteen_hex_digits_that_do_not_change_between_releases() =>
        Assert.Equal(
            ["d0dcae436e10cd81", "dcd5115fc07bd140"],
            await IdsAsync(TestProject.Library(Usings + Ask)));

    [Theory]
    [InlineData("class Tickets(IChatClient chat) { async Task Renamed() { await chat.GetResponseAsync(\"x\"); await chat.GetResponseAsync(\"y\"); } }")]
    [InlineData("class Tickets(IChatClient chat) { async Task Ask(int overload) { await chat.GetResponseAsync(\"x\"); await chat.GetResponseAsync(\"y\"); } }")]
    [InlineData("namespace Moved; class Tickets(IChatClient chat) { async Task Ask() { await chat.GetResponseAsync(\"x\"); await chat.GetResponseAsync(\"y\"); } }")]
    [InlineData("class Tickets(IChatClient chat) { async Task Ask() { await foreach (var u in chat.GetStreamingResponseAsync(\"x\")) { } } }")]
    public async Task Another_member_or_method_gives_other_ids(string edited)
    {
        var before = await IdsAsync(TestProject.Library(Usings + Ask));
        var after = await IdsAsync(TestProject.Library(Usings + edited));

        Assert.Empty(before.Intersect(after));
    }

    [Fact]
    public async Task Another_assembly_gives_other_ids() =>
        Assert.Empty((await IdsAsync(TestProject.Library(Usings + Ask))).Intersect(await IdsAsync(TestProject.Library(Usings + Ask) with { AssemblyName = "Other" })));

    [Fact]
    public async Task All_call_sites_of_a_file_have_ids_of_their_own()
    {
        var ids = await IdsAsync(TestProject.Application(Usings + """
            IChatClient chat = null!;
            await chat.GetResponseAsync("x");
            await chat.GetResponseAsync("x");
            var f = () => chat.GetResponseAsync("x");
            Task Local() => chat.GetResponseAsync("x");
            Func<IEnumerable<ChatMessage>, ChatOptions?, CancellationToken, Task<ChatResponse>> g = chat.GetResponseAsync;

            class Tickets(IChatClient chat) : Base(chat.GetResponseAsync("x"))
            {
                Task _a = chat.GetResponseAsync("x"), _b = chat.GetResponseAsync("x");
                Task P { get; } = chat.GetResponseAsync("x");
                Task Q => chat.GetResponseAsync("x");
                Task this[int i] => chat.GetResponseAsync("x");
                Task M() => chat.GetResponseAsync("x");
                Task M(int i) => chat.GetResponseAsync("x");
                Task M<T>() => chat.GetResponseAsync("x");
                async Task N() { dynamic d = new ChatMessage[0]; await chat.GetResponseAsync(d, null, default(CancellationToken)); await chat.GetResponseAsync(d, null, default(CancellationToken)); }
            }

            class Base(Task t) { Task T => t; }
            """));

        Assert.Equal(16, ids.Count);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    /// <summary>The generator has no operation action: it asks the semantic model which member a call is in. Both must name the same one.</summary>
    [Fact]
    public async Task The_member_is_the_same_for_an_operation_action_and_for_the_enclosing_symbol()
    {
        var project = TestProject.Application(Usings + """
            IChatClient chat = null!;
            await chat.GetResponseAsync("x");
            var f = () => chat.GetResponseAsync("x");
            Task Local() => chat.GetResponseAsync("x");

            class Tickets(IChatClient chat) : Base(chat.GetResponseAsync("x"))
            {
                Task _a = chat.GetResponseAsync("x");
                Lazy<Task> _b = new(() => chat.GetResponseAsync("x"));
                Task P { get; } = chat.GetResponseAsync("x");
                Task Q => chat.GetResponseAsync("x");
                Task R { get { return chat.GetResponseAsync("x"); } }
                Task M() { return Inner(); Task Inner() => chat.GetResponseAsync("x"); }
            }

            class Base(Task t) { Task T => t; }
            """).ToWorkspaceProject();
        var compilation = await project.CompileAsync(TestContext.Current.CancellationToken);
        var tree = compilation.SyntaxTrees.First();
        var model = compilation.GetSemanticModel(tree);
        var classifier = CallClassifier.For(compilation, interceptionEnabled: true)!;

        var fromModel = tree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Select(n => model.GetOperation(n) as IInvocationOperation)
            .Where(o => o is not null)
            .Select(o => (Operation: o!, Symbol: model.GetEnclosingSymbol(o!.Syntax.SpanStart)!))
            .Select(o => (Call: classifier.Classify(o.Operation, o.Symbol), o.Symbol))
            .Where(c => c.Call is not null)
            .Select(c => CallSiteId.Of("TestApp", SymbolNames.Member(c.Symbol), c.Call!.TargetName, CallSiteId.Ordinal(c.Call.Node, c.Call.TargetName, model)));
        var fromAction = (await project.AnalyzeAsync(new UnattributedCallAnalyzer())).Select(d => d.Properties[CallDiagnostic.CallSiteIdProperty]!);

        Assert.Equal(fromAction, fromModel);
    }

    [Fact]
    public async Task A_feature_on_a_property_holds_for_its_initializer_when_the_symbol_is_its_field()
    {
        var compilation = await TestProject.Library(Usings + """
            class Tickets(IChatClient chat)
            {
                [AiInstrument.AiFeature("answer")]
                Task P { get; } = chat.GetResponseAsync("x");
            }
            """).CompileAsync(TestContext.Current.CancellationToken);
        var tree = compilation.SyntaxTrees.First();
        var model = compilation.GetSemanticModel(tree);
        var call = (await tree.GetRootAsync(TestContext.Current.CancellationToken)).DescendantNodes().OfType<InvocationExpressionSyntax>().Single();
        var symbol = model.GetEnclosingSymbol(call.SpanStart, TestContext.Current.CancellationToken)!;

        Assert.Equal(SymbolKind.Field, symbol.Kind);
        Assert.Equal("Tickets.P", SymbolNames.Member(symbol));
        Assert.Equal("answer", new FeatureResolver(compilation).Resolve(call, model, symbol).Declared?.Id);
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(TestProject test)
    {
        var project = test.ToWorkspaceProject();
        await project.CompileAsync();
        return [.. (await project.AnalyzeAsync(new UnattributedCallAnalyzer())).Select(d => d.Properties[CallDiagnostic.CallSiteIdProperty]!)];
    }
}
