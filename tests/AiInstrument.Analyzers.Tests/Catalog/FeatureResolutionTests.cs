using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;

namespace AiInstrument.Analyzers.Tests.Catalog;

/// <summary>Which declarations and scopes around a call give it a feature.</summary>
public sealed class FeatureResolutionTests
{
    private const string Usings = "using AiInstrument; using Microsoft.Extensions.AI;\n";

    [Theory]
    [InlineData("class C(IChatClient chat) { [AiFeature(\"f\")] Task M() => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class C { [AiFeature(\"f\")] public C(IChatClient chat) => chat.GetResponseAsync(\"x\").Wait(); }")]
    [InlineData("class C(IChatClient chat) { [AiFeature(\"f\")] Task<ChatResponse> P => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class C(IChatClient chat) { [AiFeature(\"f\")] Task<ChatResponse> P { get { return chat.GetResponseAsync(\"x\"); } } }")]
    [InlineData("class C(IChatClient chat) { Task<ChatResponse> P { [AiFeature(\"f\")] get { return chat.GetResponseAsync(\"x\"); } } }")]
    [InlineData("class C(IChatClient chat) { [AiFeature(\"f\")] Task<ChatResponse> P { get; } = chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class C(IChatClient chat) { [AiFeature(\"f\")] Task<ChatResponse> this[int i] => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("[AiFeature(\"f\")] class C(IChatClient chat) { Task M() => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("[AiFeature(\"f\")] class C(IChatClient chat) { Task<ChatResponse> _t = chat.GetResponseAsync(\"x\"); }")]
    [InlineData("[AiFeature(\"f\")] class C(IChatClient chat) : B(chat.GetResponseAsync(\"x\")); class B(Task t) { Task T => t; }")]
    [InlineData("[AiFeature(\"f\")] partial class C; partial class C { Task M(IChatClient chat) => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("partial class C { [AiFeature(\"f\")] private partial Task M(IChatClient chat); } partial class C { private partial Task M(IChatClient chat) => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("[AiFeature(\"f\")] class Outer { class C(IChatClient chat) { Task M() => chat.GetResponseAsync(\"x\"); } }")]
    [InlineData("[AiFeature(\"f\")] record struct C(IChatClient Chat) { Task M() => Chat.GetResponseAsync(\"x\"); }")]
    [InlineData("[assembly: AiFeature(\"f\")] class C(IChatClient chat) { Task M() => chat.GetResponseAsync(\"x\"); }")]
    [InlineData("class C(IChatClient chat) { void M() { var f = [AiFeature(\"f\")] () => chat.GetResponseAsync(\"x\"); } }")]
    [InlineData("class C(IChatClient chat) { void M() { var f = [AiFeature(\"f\")] () => { Task Inner() => chat.GetResponseAsync(\"x\"); return Inner(); }; } }")]
    [InlineData("class C(IChatClient chat) { Task M() { return Local(); [AiFeature(\"f\")] Task Local() => chat.GetResponseAsync(\"x\"); } }")]
    [InlineData("class C { Func<IChatClient, Task> _f = [AiFeature(\"f\")] (chat) => chat.GetResponseAsync(\"x\"); }")]
    public async Task A_declaration_on_anything_around_the_call_counts(string code) =>
        await TestProject.Library(Usings + code).VerifyAsync(new UnattributedCallAnalyzer());

    [Theory]
    [InlineData("class C(IChatClient chat) { [AiFeature(\"f\")] void N() { } Task M() => chat.[|GetResponseAsync|](\"x\"); }")]
    [InlineData("class C(IChatClient chat) { [AiFeature(\"f\")] class Inner; Task M() => chat.[|GetResponseAsync|](\"x\"); }")]
    [InlineData("[AiFeature(\"f\")] class B; class C(IChatClient chat) : B { Task M() => chat.[|GetResponseAsync|](\"x\"); }")]
    [InlineData("class C(IChatClient chat) { void M() { var f = [AiFeature(\"f\")] () => 1; chat.[|GetResponseAsync|](\"x\"); } }")]
    [InlineData("class C(IChatClient chat) { Task M() { return chat.[|GetResponseAsync|](\"x\"); [AiFeature(\"f\")] void Local() { } } }")]
    [InlineData("class AiFeatureAttribute(string id) : Attribute { string Id => id; } class C(IChatClient chat) { [AiFeature(\"f\")] Task M() => chat.[|GetResponseAsync|](\"x\"); }")]
    public async Task A_declaration_beside_the_call_does_not_count(string code)
    {
        var source = code.StartsWith("class AiFeatureAttribute", StringComparison.Ordinal)
            ? "using Microsoft.Extensions.AI;\nnamespace Other { " + code + " }"
            : Usings + code;
        await TestProject.Library(source).VerifyAsync(new UnattributedCallAnalyzer());
    }

    [Theory]
    [InlineData("using var _ = AiScope.Feature(\"f\"); await chat.GetResponseAsync(\"x\");")]
    [InlineData("using var _ = AiScope.Feature(new AiFeatureInfo(\"f\")); await chat.GetResponseAsync(\"x\");")]
    [InlineData("using (AiScope.Feature(\"f\")) { await chat.GetResponseAsync(\"x\"); }")]
    [InlineData("using (AiScope.Feature(\"f\")) await chat.GetResponseAsync(\"x\");")]
    [InlineData("using (var scope = AiScope.Feature(\"f\")) { if (true) { await chat.GetResponseAsync(\"x\"); } }")]
    [InlineData("using var _ = AiScope.Feature(\"f\"); foreach (var i in new[] { 1 }) { await chat.GetResponseAsync(\"x\"); }")]
    [InlineData("using var _ = AiScope.Feature(\"f\"); await Task.WhenAll(new[] { 1 }.Select(i => chat.GetResponseAsync(\"x\")));")]
    [InlineData("switch (1) { case 1: using (AiScope.Feature(\"f\")) { await chat.GetResponseAsync(\"x\"); } break; }")]
    [InlineData("using AiScopeHandle a = AiScope.Feature(\"f\"), b = AiScope.Feature(\"g\"); await chat.GetResponseAsync(\"x\");")]
    public async Task A_scope_that_is_open_at_the_call_counts(string body) =>
        await TestProject.Library(Usings + $$"""
            class C(IChatClient chat) { async Task M() { {{body}} } }
            """).VerifyAsync(new UnattributedCallAnalyzer());

    [Theory]
    [InlineData("await chat.[|GetResponseAsync|](\"x\"); using var _ = AiScope.Feature(\"f\");")]
    [InlineData("{ using var _ = AiScope.Feature(\"f\"); } await chat.[|GetResponseAsync|](\"x\");")]
    [InlineData("if (true) { using var _ = AiScope.Feature(\"f\"); } else { await chat.[|GetResponseAsync|](\"x\"); }")]
    [InlineData("using (AiScope.Feature(\"f\")) { } await chat.[|GetResponseAsync|](\"x\");")]
    [InlineData("using var _ = AiScope.Feature((await chat.[|GetResponseAsync|](\"x\")).Text);")]
    [InlineData("var scope = AiScope.Feature(\"f\"); await chat.[|GetResponseAsync|](\"x\");")]
    [InlineData("using var _ = AiScope.Begin(user: \"u\"); await chat.[|GetResponseAsync|](\"x\");")]
    [InlineData("using var _ = Other.Feature(\"f\"); await chat.[|GetResponseAsync|](\"x\");")]
    public async Task A_scope_that_is_not_open_at_the_call_does_not_count(string body) =>
        await TestProject.Library(Usings + $$"""
            class C(IChatClient chat) { async Task M() { {{body}} } }
            class Other { public static IDisposable Feature(string id) => null!; }
            """).VerifyAsync(new UnattributedCallAnalyzer());

    [Theory]
    [InlineData("using var s = AiScope.Feature(\"f\"); app.MapGet(\"/\", (IChatClient c) => c.[|GetResponseAsync|](\"x\"));")]
    [InlineData("using (AiScope.Feature(\"f\")) { app.MapGet(\"/\", async (HttpContext h) => { await chat.[|GetResponseAsync|](\"x\"); }); }")]
    [InlineData("using var s = AiScope.Feature(\"f\"); AppDomain.CurrentDomain.ProcessExit += (_, _) => chat.[|GetResponseAsync|](\"x\").Wait();")]
    [InlineData("using var s = AiScope.Feature(\"f\"); AppDomain.CurrentDomain.ProcessExit += delegate { chat.[|GetResponseAsync|](\"x\").Wait(); };")]
    [InlineData("app.MapGet(\"/\", async (HttpContext h) => { using var s = AiScope.Feature(\"f\"); await chat.GetResponseAsync(\"x\"); });")]
    [InlineData("app.MapGet(\"/\", [AiFeature(\"f\")] (IChatClient c) => c.GetResponseAsync(\"x\"));")]
    public async Task A_handler_that_runs_later_sees_only_what_is_inside_it(string body) =>
        await TestProject.Library(Usings + $$"""
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.Http;

            class C(IChatClient chat) { void M(WebApplication app) { {{body}} } }
            """).VerifyAsync(new UnattributedCallAnalyzer());

    [Fact]
    public async Task Top_level_statements_take_their_feature_from_a_scope_before_the_call() =>
        await TestProject.Application(Usings + """
            IChatClient chat = null!;
            await chat.[|GetResponseAsync|]("x");
            using var _ = AiScope.Feature("f");
            await chat.GetResponseAsync("x");
            """).VerifyAsync(new UnattributedCallAnalyzer());
}
