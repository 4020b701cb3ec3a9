using AiInstrument.Analyzers.Calls;
using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>Calls of code that takes its feature from the caller, as AII0001, AII0002, AII0004 and AII0006 see them.</summary>
public sealed class FromCallerTests
{
    private const string Usings = "using AiInstrument; using Microsoft.Extensions.AI;\n";

    private static readonly DiagnosticAnalyzer[] Rules = [new EscapedCallAnalyzer(), new UnattributedCallAnalyzer(), new DuplicateFeatureAnalyzer(), new MalformedFeatureIdAnalyzer(), new UnusedFeatureAnalyzer(), new FeatureIdNotConstantAnalyzer()];

    /// <summary>A gateway whose calls are its callers'.</summary>
    private const string Gateway = """
        using AiInstrument;
        using Microsoft.Extensions.AI;

        public interface IGateway { Task<string> AskAsync(string prompt); }

        public class Gateway(IChatClient chat) : IGateway
        {
            [AiFeature(FromCaller = true)]
            public virtual async Task<string> AskAsync(string prompt) => (await chat.GetResponseAsync(prompt)).Text;

            [AiFeature(FromCaller = true)]
            public T Typed<T>(T value) { chat.GetResponseAsync("x"); return value; }

            [AiFeature(FromCaller = true)]
            public Task<ChatResponse> Answer => chat.GetResponseAsync("x");

            [AiFeature(FromCaller = true)]
            public async Task<IAsyncEnumerable<string>> LaterAsync() { await chat.GetResponseAsync("x"); return null!; }

            [AiFeature(FromCaller = true)]
            protected Task Inherited() => chat.GetResponseAsync("x");

            public string Name => "gateway";
        }

        public static class GatewayExtensions
        {
            [AiFeature(FromCaller = true)]
            public static Task<string> AskTwiceAsync(this IGateway gateway) => gateway.AskAsync("x");
        }

        [AiFeature(FromCaller = true)]
        public sealed class Repository(IChatClient chat, Gateway gateway) : IDisposable
        {
            public Task Find(string text) => chat.GetResponseAsync(text);
            public Task FindAll(string text) => gateway.AskAsync(text);
            public void Dispose() { }
            public override string ToString() => "repository";
            public string Name => "repository";
        }
        """;

    [Theory]
    [InlineData("Task M(Gateway g) => g.[|AskAsync|](\"x\");")]
    [InlineData("Task M(IGateway g) => g.[|AskAsync|](\"x\");")]
    [InlineData("Task? M(IGateway? g) => g?.[|AskAsync|](\"x\");")]
    [InlineData("Task M(IGateway g) => g.[|AskTwiceAsync|]();")]
    [InlineData("int M(Gateway g) => g.[|Typed|](1);")]
    [InlineData("Task M(Gateway g) => g.[|Answer|];")]
    [InlineData("Task M(Repository r) => r.[|Find|](\"x\");")]
    [InlineData("Func<Task> M(Gateway g) => () => g.[|AskAsync|](\"x\");")]
    [InlineData("Func<string, Task<string>> M(Gateway g) => g.[|AskAsync|];")]
    [InlineData("Task M(Gateway g) { return Local(); Task Local() => g.[|AskAsync|](\"x\"); }")]
    [InlineData("object M(dynamic prompt, Gateway g) => g.[|AskAsync|](prompt);")]
    [InlineData("string M(Gateway g) => nameof(g.AskAsync) + g.Name + nameof(g.Answer);")]
    [InlineData("string M(Repository r) { r.Dispose(); return r.ToString() + r.Name; }")]
    [InlineData("Repository M(IChatClient chat, Gateway g) => new(chat, g);")]
    [InlineData("[AiFeature(\"f\")] Task M(Gateway g) => g.AskAsync(\"x\");")]
    [InlineData("[AiFeature(\"f\")] Task M(IGateway g) => g.AskTwiceAsync();")]
    [InlineData("Task M(Gateway g) { using var scope = AiScope.Feature(\"f\"); return g.AskAsync(\"x\"); }")]
    [InlineData("[AiFeature(FromCaller = true)] Task M(Gateway g) => g.AskAsync(\"x\");")]
    [InlineData("Func<Task> M(Gateway g) => [AiFeature(\"f\")] () => g.AskAsync(\"x\");")]
    [InlineData("[AiFeature(\"f\")] Task M(Gateway g) { return Local(); Task Local() => new Func<Task>(() => g.AskAsync(\"x\"))(); }")]
    public async Task A_call_needs_the_callers_feature(string member) =>
        await TestProject.Library(Gateway, Usings + "class Caller { " + member + " }").VerifyAsync(new UnattributedCallAnalyzer());

    [Fact]
    public async Task The_message_names_the_shared_member()
    {
        var diagnostics = await TestProject.Library(Gateway, "class Caller { Task M(Gateway g) => g.[|AskAsync|](\"x\"); }").VerifyAsync(new UnattributedCallAnalyzer());

        Assert.Equal(
            "'Gateway.AskAsync' takes its feature from its caller, and this call belongs to none; declare one with [AiFeature], open AiScope.Feature around it, or mark the caller FromCaller too",
            Assert.Single(diagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Through_any_number_of_levels_the_last_caller_is_held() =>
        await TestProject.Library(Gateway, Usings + """
            static class Levels
            {
                [AiFeature(FromCaller = true)] internal static Task One(Gateway g) => g.AskAsync("x");
                [AiFeature(FromCaller = true)] internal static Task Two(Gateway g) => One(g);
                [AiFeature(FromCaller = true)] internal static Task Three(Gateway g) => Two(g);
                internal static Task Held(Gateway g) => [|Three|](g);
                [AiFeature("f")] internal static Task Resolved(Gateway g) => Three(g);
            }
            """).VerifyAsync(Rules);

    [Theory]
    [InlineData("[AiFeature(\"f\")] Task<string> M(Gateway g) => Run(g.{|AII0001:AskAsync|}); Task<string> Run(Func<string, Task<string>> ask) => ask(\"x\");", "method-group")]
    [InlineData("[AiFeature(\"f\")] Task M(Gateway g) => g.{|AII0001:Answer|};", "not-a-method")]
    [InlineData("[AiFeature(\"f\")] Task M(Gateway g) => g.{|AII0001:LaterAsync|}();", "unsupported-shape")]
    [InlineData("[AiFeature(\"f\")] object M(dynamic prompt, Gateway g) => g.{|AII0001:AskAsync|}(prompt);", "dynamic-argument")]
    [InlineData("[AiFeature(\"f\"), AiNoIntercept] Task M(Gateway g) => g.{|AII0001:AskAsync|}(\"x\");", "opted-out")]
    [InlineData("[AiFeature(\"f\")] Task M(Gateway g) { return {|AII0001:Local|}(); [AiFeature(FromCaller = true)] Task Local() => g.AskAsync(\"x\"); }", "not-a-method")]
    [InlineData("[AiFeature(\"f\")] Task M(Gateway g) => {|AII0001:Own|}(g); [AiFeature(FromCaller = true)] private Task Own(Gateway g) => g.AskAsync(\"x\");", "protected-member")]
    [InlineData("[AiFeature(\"f\")] System.Linq.Expressions.Expression<Func<Task>> M(Gateway g) => () => g.{|AII0001:AskAsync|}(\"x\");", "expression-tree")]
    public async Task A_declared_feature_that_cannot_be_handed_over_is_reported(string members, string reason)
    {
        var diagnostics = await TestProject.Library(Gateway, Usings + "class Caller { " + members + " }").VerifyAsync(new EscapedCallAnalyzer());

        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(reason, diagnostic.Properties[CallDiagnostic.EscapeProperty]);
        Assert.StartsWith("The feature does not reach '", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Task M(Gateway g) { using var scope = AiScope.Feature(\"f\"); return g.Answer; }")]
    [InlineData("[AiFeature(FromCaller = true)] Task<string> M(Gateway g) => Run(g.AskAsync); Task<string> Run(Func<string, Task<string>> ask) => ask(\"x\");")]
    [InlineData("Task M(Gateway g) { using var scope = AiScope.Feature(\"f\"); return Local(); [AiFeature(FromCaller = true)] Task Local() => g.AskAsync(\"x\"); }")]
    public async Task A_feature_that_flows_by_itself_needs_no_interception(string members) =>
        await TestProject.Library(Gateway, Usings + "class Caller { " + members + " }").VerifyAsync(new EscapedCallAnalyzer(), new UnattributedCallAnalyzer());

    [Fact]
    public async Task A_nearer_declaration_undoes_the_mark_of_the_type() =>
        await TestProject.Library(Usings + """
            [AiFeature(FromCaller = true)]
            class Gateway(IChatClient chat)
            {
                [AiFeature("health")] public Task Check() => chat.GetResponseAsync("x");
                public Task Ask() => chat.GetResponseAsync("x");
                public Task Answer => chat.[|GetResponseAsync|]("x");
                [AiFeature(FromCaller = true)] public Task Marked => chat.GetResponseAsync("x");
                [AiFeature(FromCaller = true)] public Gateway(IChatClient other, string prompt) : this(other) => other.GetResponseAsync(prompt);
            }

            class Caller
            {
                Task Check(Gateway g) => g.Check();
                Task Ask(Gateway g) => g.[|Ask|]();
                Task Answer(Gateway g) => g.Answer;
                Task Marked(Gateway g) => g.[|Marked|];
                Gateway Create(IChatClient chat) => [|new(chat, "x")|];
            }
            """).VerifyAsync(new UnattributedCallAnalyzer());

    [Fact]
    public async Task A_mark_on_a_base_or_interface_member_holds_for_what_overrides_or_implements_it() =>
        await TestProject.Library(Usings + """
            interface IAsk { [AiFeature(FromCaller = true)] Task Ask(); }
            class Implicit(IChatClient chat) : IAsk { public Task Ask() => chat.GetResponseAsync("x"); }
            class Explicit(IChatClient chat) : IAsk { Task IAsk.Ask() => chat.GetResponseAsync("x"); public Task Ask() => chat.[|GetResponseAsync|]("x"); }
            abstract class Base { [AiFeature(FromCaller = true)] public abstract Task Ask(); }
            class Derived(IChatClient chat) : Base { public override Task Ask() => chat.GetResponseAsync("x"); }
            class Open { public virtual Task Ask() => Task.CompletedTask; }
            class Marked(IChatClient chat) : Open { [AiFeature(FromCaller = true)] public override Task Ask() => chat.GetResponseAsync("x"); }

            class Caller
            {
                Task A(IAsk a) => a.[|Ask|]();
                Task B(Implicit a) => a.[|Ask|]();
                Task C(Derived a) => a.[|Ask|]();
                Task D(Open a) => a.[|Ask|]();
                Task E(Explicit a) => a.Ask();
            }
            """).VerifyAsync(new UnattributedCallAnalyzer());

    [Fact]
    public async Task The_mark_is_read_from_a_referenced_assembly()
    {
        var library = await (TestProject.Library(Gateway, Usings + "public interface IMarked { [AiFeature(FromCaller = true)] Task Ask(); }") with { AssemblyName = "Library" }).CompileAsync(TestContext.Current.CancellationToken);
        using var image = library.EmitToStream(TestContext.Current.CancellationToken);
        var project = TestProject.Library(Usings + """
            class Own(IChatClient chat) : IMarked { public Task Ask() => chat.GetResponseAsync("x"); }
            class Caller
            {
                Task A(Gateway g) => g.[|AskAsync|]("x");
                Task B(Repository r) => r.[|Find|]("x");
                Task C(Gateway g) => g.[|Answer|];
                Task D(Own own) => own.[|Ask|]();
                Task E(IGateway g) => g.[|AskTwiceAsync|]();
                [AiFeature("f")] Task F(Gateway g) => g.AskAsync("x");
                string G(Repository r) => r.Name + r;

                // The mark is on the class: in another project only the interface could tell.
                Task H(IGateway g) => g.AskAsync("x");
            }
            """);

        await (project with { References = project.References.Add(MetadataReference.CreateFromStream(image)) }).VerifyAsync(Rules);
    }

    [Theory]
    [InlineData("{|AII0004:AiFeature|}", "[AiFeature] names no feature: give it an id, or FromCaller = true where the feature is the caller's")]
    [InlineData("{|AII0004:AiFeature()|}", "[AiFeature] names no feature: give it an id, or FromCaller = true where the feature is the caller's")]
    [InlineData("{|AII0004:AiFeature(FromCaller = false, Owner = \"me\")|}", "[AiFeature] names no feature: give it an id, or FromCaller = true where the feature is the caller's")]
    [InlineData("{|AII0004:AiFeature(\"f\", FromCaller = true)|}", "[AiFeature] has an id and FromCaller = true: a feature is its own or the caller's, leave one out")]
    public async Task A_mark_that_says_nothing_or_two_things_is_reported(string attribute, string message)
    {
        var diagnostics = await TestProject.Library(Usings + "class C { [" + attribute + "] void M() { } }").VerifyAsync(Rules);

        Assert.Equal(message, Assert.Single(diagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("[assembly: {|AII0004:AiFeature(FromCaller = true)|}]")]
    [InlineData("class C { Action A = [{|AII0004:AiFeature(FromCaller = true)|}] () => { }; }")]
    [InlineData("class C { [AiFeature(FromCaller = true)] void M() { } [AiFeature(FromCaller = true)] int P => 1; [AiFeature(FromCaller = true)] C() { } }")]
    [InlineData("class C { [AiFeature(FromCaller = true)] void M() { } [AiFeature(\"f\", FromCaller = false)] void N() { } }")]
    public async Task A_mark_belongs_where_callers_are_known(string code) =>
        await TestProject.Library(Usings + code).VerifyAsync(Rules);

    [Fact]
    public async Task A_feature_that_is_only_handed_over_is_used() =>
        await TestProject.Application(Usings + """
            await Caller.Run(null!);
            static class Caller
            {
                [AiFeature("used")] public static Task Run(Gateway g) => g.AskAsync("x");
                [AiFeature({|AII0006:"unused"|})] public static void Other() { }
            }
            """, Gateway).VerifyAsync(new UnusedFeatureAnalyzer());
}
