using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>AII0003.</summary>
public sealed class DuplicateFeatureAnalyzerTests
{
    private static readonly DuplicateFeatureAnalyzer Analyzer = new();

    [Fact]
    public async Task The_second_declaration_is_flagged_and_leads_to_the_first()
    {
        var diagnostics = await TestProject.Library(
            """
            [AiInstrument.AiFeature("a")] class First;
            [AiInstrument.AiFeature("b")] class Other;
            """,
            """
            [AiInstrument.AiFeature([|"a"|])] class Second;
            """).VerifyAsync(Analyzer);

        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal("Feature id 'a' is already declared in Test0.cs; use AiScope.Feature to run more code under it", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("/app/Test0.cs", Assert.Single(diagnostic.AdditionalLocations).SourceTree!.FilePath);
    }

    [Fact]
    public async Task The_first_is_the_one_whose_path_sorts_first_whatever_the_order_of_compilation() =>
        await TestProject.Library()
            .WithSource("[AiInstrument.AiFeature([|\"a\"|])] class Z;", "z.cs")
            .WithSource("[AiInstrument.AiFeature(\"a\")] class A;", "a.cs")
            .WithSource("[AiInstrument.AiFeature([|\"a\"|])] class M;", "m.cs")
            .VerifyAsync(Analyzer);

    [Theory]
    [InlineData("[AiFeature(\"a\")] class C { [AiFeature([|\"a\"|])] void M() { } }")]
    [InlineData("[assembly: AiFeature(\"a\")] [AiFeature([|\"a\"|])] class C;")]
    [InlineData("class C { [AiFeature(\"a\")] void M() { var f = [AiFeature([|\"a\"|])] () => 1; } }")]
    [InlineData("class C { void M() { [AiFeature(\"a\")] void L() { } [AiFeature([|\"a\"|])] void K() { } } }")]
    [InlineData("[AiFeature(\"a\")] class C; [AiFeatureAttribute([|\"a\"|])] class D;")]
    [InlineData("[AiFeature(\"a\")] class C; [AiInstrument.AiFeature(id: [|\"a\"|])] class D;")]
    [InlineData("[AiFeature(\"a\")] class C; [global::AiInstrument.AiFeature([|\"a\"|], Category = \"x\")] class D;")]
    [InlineData("[AiFeature(\"a\")] class C; [AiFeature([|Ids.A|])] class D; static class Ids { public const string A = \"a\"; }")]
    [InlineData("[AiFeature(Ids.A)] class C; [AiFeature([|Ids.A|])] class D; static class Ids { public const string A = \"a\"; }")]
    [InlineData("[AiFeature(Ids.A)] class C; [AiFeature([|\"a\"|])] class D; static class Ids { public const string A = \"a\"; }")]
    [InlineData("[AiFeature(\"a\")] class C; [AiFeature([|\"\" + \"a\"|])] class D;")]
    [InlineData("class C { const string A = \"a\"; [AiFeature(A)] void M() { } [AiFeature([|A|])] void N() { } }")]
    public async Task A_second_declaration_in_any_form_is_flagged(string code) =>
        await TestProject.Library("using AiInstrument; " + code).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("[AiFeature(\"a\")] class C; [AiFeature(\"A\")] class D;")]
    [InlineData("[AiFeature(\"a\")] partial class C; partial class C;")]
    [InlineData("partial class C { [AiFeature(\"a\")] private partial void M(); private partial void M() { } }")]
    [InlineData("[AiFeature(\"a\")] class C { void M() { using var x = AiScope.Feature(\"a\"); } }")]
    [InlineData("[AiFeature(\"a\")] class C; [Other.AiFeature(\"a\")] class D; namespace Other { class AiFeatureAttribute(string id) : System.Attribute { string Id => id; } }")]
    [InlineData("[AiFeature(One.A)] class C; [AiFeature(Two.A)] class D; static class One { public const string A = \"a\"; } static class Two { public const string A = \"b\"; }")]
    public async Task Declarations_of_different_ids_are_not_flagged(string code) =>
        await TestProject.Library("using AiInstrument; " + code).VerifyAsync(Analyzer);

    [Fact]
    public async Task A_feature_of_a_referenced_assembly_is_not_declared_again()
    {
        using var library = (await (TestProject.Library("[assembly: AiInstrument.Registry.AiDeclaredFeature(\"a\")]") with { AssemblyName = "Library" })
            .CompileAsync(TestContext.Current.CancellationToken)).EmitToStream(TestContext.Current.CancellationToken);
        var diagnostics = await (TestProject.Library("""
            using AiInstrument;

            [AiFeature([|"a"|])] class C;
            [AiFeature("b")] class D;
            """) with
        { References = [.. TestReferences.All, MetadataReference.CreateFromStream(library)] }).VerifyAsync(Analyzer);

        Assert.Equal(
            "Feature id 'a' is already declared in assembly Library; use AiScope.Feature to run more code under it",
            Assert.Single(diagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("[AiFeature(\"b\", FormerIds = [[|\"a\"|]])] class C; [AiFeature(\"a\")] class D;", "'a' is a former id of 'b' and declared in Test0.cs")]
    [InlineData("[AiFeature(\"b\", FormerIds = [[|\"b\"|]])] class C;", "'b' is a former id of 'b' and its id of today")]
    [InlineData("[AiFeature(\"b\", FormerIds = new[] { \"a\" })] class C; [AiFeature(\"c\", FormerIds = new string[] { \"x\", [|\"a\"|] })] class D;", "'a' is a former id of 'c' and of 'b' in Test0.cs")]
    [InlineData("[AiFeature(\"b\", FormerIds = [Ids.A])] class C; [AiFeature(\"c\", FormerIds = [[|\"a\"|]])] class D; static class Ids { public const string A = \"a\"; }", "'a' is a former id of 'c' and of 'b' in Test0.cs")]
    [InlineData("[AiFeature(\"b\", FormerIds = [[|\"lib\"|]])] class C;", "'lib' is a former id of 'b' and declared in assembly Library")]
    [InlineData("[AiFeature(\"b\", FormerIds = [[|\"old\"|]])] class C;", "'old' is a former id of 'b' and of 'lib' in assembly Library")]
    [InlineData("[AiFeature([|\"old\"|])] class C;", "'old' is a former id of 'lib' and declared here: assembly Library says so")]
    public async Task A_former_id_that_is_another_features_is_flagged_and_names_both(string code, string message)
    {
        using var library = (await (TestProject.Library("[assembly: AiInstrument.Registry.AiDeclaredFeature(\"lib\", FormerIds = new[] { \"old\" })]") with { AssemblyName = "Library" })
            .CompileAsync(TestContext.Current.CancellationToken)).EmitToStream(TestContext.Current.CancellationToken);

        var diagnostics = await (TestProject.Library("using AiInstrument; " + code) with
        { References = [.. TestReferences.All, MetadataReference.CreateFromStream(library)] }).VerifyAsync(Analyzer);

        var diagnostic = Assert.Single(diagnostics);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Contains(message, diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_former_id_of_one_feature_is_not_flagged() =>
        await TestProject.Library("using AiInstrument; [AiFeature(\"b\", FormerIds = [\"a\"])] class C; [AiFeature(\"d\", FormerIds = [\"c\", \"c2\"])] class D;").VerifyAsync(Analyzer);

    [Fact]
    public async Task A_file_is_checked_against_all_others_without_analyzing_them()
    {
        var project = TestProject.Library("[AiInstrument.AiFeature(\"a\")] class First;", "[AiInstrument.AiFeature(\"a\")] class Second;").ToWorkspaceProject();
        var compilation = await project.CompileAsync(TestContext.Current.CancellationToken);
        var second = await project.Documents.Single(d => d.Name == "Test1.cs").GetSemanticModelAsync(TestContext.Current.CancellationToken);

        var live = await compilation.WithAnalyzers([Analyzer], project.AnalyzerOptions)
            .GetAnalyzerSemanticDiagnosticsAsync(second!, filterSpan: null, TestContext.Current.CancellationToken);

        Assert.Equal("AII0003", Assert.Single(live).Id);
    }

    [Fact]
    public async Task The_severity_is_configurable_and_a_pragma_silences_the_rule()
    {
        var diagnostics = await (TestProject.Library("""
            using AiInstrument;

            [AiFeature("a")] class First;
            #pragma warning disable AII0003
            [AiFeature("a")] class Second;
            #pragma warning restore AII0003
            [AiFeature([|"a"|])] class Third;
            """) with
        { EditorConfig = "[*.cs]\ndotnet_diagnostic.AII0003.severity = suggestion\n" }).VerifyAsync(Analyzer);

        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(diagnostics).Severity);
    }

    [Fact]
    public async Task Without_the_runtime_nothing_is_flagged() =>
        await (TestProject.Library("[AiFeature(\"a\")] class C; [AiFeature(\"a\")] class D; class AiFeatureAttribute(string id) : Attribute { string Id => id; }") with
        { References = TestReferences.WithoutRuntime }).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("[AiInstrument.AiFeature(\"a\")] class C; [AiInstrument.AiFeature(\"a\", Missing = 1)] class D;")]
    [InlineData("[AiInstrument.AiFeature(\"a\")] class C; [AiInstrument.AiFeature(missing)] class D;")]
    [InlineData("[AiInstrument.AiFeature(\"a\")] class C; [AiInstrument.AiFeature()] class D;")]
    public async Task Code_that_does_not_compile_yet_does_not_break_the_rule(string code) =>
        Assert.DoesNotContain(
            await TestProject.Library(code).ToWorkspaceProject().AnalyzeAsync(Analyzer),
            d => d.Id != "AII0003");
}
