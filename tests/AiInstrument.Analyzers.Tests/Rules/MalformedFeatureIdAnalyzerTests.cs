using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>AII0004.</summary>
public sealed class MalformedFeatureIdAnalyzerTests
{
    private static readonly MalformedFeatureIdAnalyzer Analyzer = new();

    [Theory]
    [InlineData("[AiFeature([|\"Ticket\"|])] class C;")]
    [InlineData("[AiFeature([|\"ticket summary\"|])] class C;")]
    [InlineData("[AiFeature([|\"ticket..summary\"|])] class C;")]
    [InlineData("[AiFeature([|\"\"|])] class C;")]
    [InlineData("[AiFeature([|null!|])] class C;")]
    [InlineData("[assembly: AiFeature([|\"Ticket\"|])]")]
    [InlineData("class C { void M() { var f = [AiFeature([|\"Ticket\"|])] () => 1; } }")]
    [InlineData("[AiFeature([|Bad|])] class C { const string Bad = \"Bad\"; }")]
    [InlineData("class C { void M() { using var s = AiScope.Feature([|\"Ticket\"|]); } }")]
    [InlineData("class C { const string Bad = \"Bad\"; void M() { using var s = AiScope.Feature(featureId: [|Bad|]); } }")]
    public async Task An_id_outside_the_default_form_is_flagged(string code) =>
        await TestProject.Library("using AiInstrument; " + code).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("[AiFeature(\"ticket.summarize\")] class C;")]
    [InlineData("[AiFeature(\"ticket-2_x.y\")] class C;")]
    [InlineData("class C { void M() { using var s = AiScope.Feature(\"ticket\"); } }")]
    [InlineData("class C { void M(string id) { using var s = AiScope.Feature(id); } }")]
    [InlineData("class C { void M() { using var s = AiScope.Feature(new AiFeatureInfo(\"x\")); } }")]
    [InlineData("class C { void M() { Feature(\"Not A Scope\"); } static void Feature(string s) { } }")]
    public async Task A_well_formed_id_and_one_that_is_no_constant_are_not_flagged(string code) =>
        await TestProject.Library("using AiInstrument; " + code).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("[AiFeature(\"f\"), [|AiBudget|]] class C;")]
    [InlineData("[AiFeature(\"f\"), [|AiBudget(Soft = true)|]] class C;")]
    [InlineData("[AiFeature(\"f\"), [|AiBudget(Monthly = 0)|]] class C;")]
    [InlineData("[AiFeature(\"f\"), [|AiBudget(Daily = 1, Monthly = -5)|]] class C;")]
    [InlineData("[AiFeature(\"f\"), [|AiBudget(Total = double.NaN)|]] class C;")]
    [InlineData("[AiFeature(\"f\"), [|AiBudget(Total = 1e10)|]] class C;")]
    [InlineData("[[|AiBudget(Monthly = 5)|]] class C { [AiFeature(\"f\")] void M() { } }")]
    [InlineData("[AiFeature(FromCaller = true), [|AiBudget(Monthly = 5)|]] class C;")]
    [InlineData("[assembly: [|AiBudget(Monthly = 5)|]]")]
    public async Task A_budget_that_holds_nothing_is_flagged(string code) =>
        await TestProject.Library("using AiInstrument; " + code).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("[AiFeature(\"f\"), AiBudget(Monthly = 50)] class C;")]
    [InlineData("[AiFeature(\"f\")] [AiBudget(Daily = 0.5, Soft = true)] [AiBudget(Daily = 1)] class C;")]
    [InlineData("[AiFeature(\"f\")] partial class C; [AiBudget(Total = Most)] partial class C { const int Most = 5; }")]
    [InlineData("[assembly: AiFeature(\"f\"), AiBudget(Weekly = 5)]")]
    [InlineData("class C { void M() { var f = [AiFeature(\"f\"), AiBudget(Weekly = 5)] () => 1; } }")]
    [InlineData("[Other.AiBudget] class C; namespace Other { class AiBudgetAttribute : System.Attribute; }")]
    public async Task A_budget_of_a_feature_is_not_flagged(string code) =>
        await TestProject.Library("using AiInstrument; " + code).VerifyAsync(Analyzer);

    [Fact]
    public async Task The_pattern_is_configurable_for_each_folder()
    {
        var test = (TestProject.Library() with
        {
            EditorConfig = "[legacy/*.cs]\naiinstrument.feature_id_pattern = ^[A-Z][A-Za-z]+$\n[empty/*.cs]\naiinstrument.feature_id_pattern =\n",
        })
            .WithSource("[AiInstrument.AiFeature(\"TicketSummary\")] class A; [AiInstrument.AiFeature([|\"ticket\"|])] class B;", "legacy/Test.cs")
            .WithSource("[AiInstrument.AiFeature([|\"TicketSummary\"|])] class C; [AiInstrument.AiFeature(\"ticket\")] class D;", "Test.cs")
            .WithSource("[AiInstrument.AiFeature([|\"TicketSummary\"|])] class E;", "empty/Test.cs");

        var diagnostics = await test.VerifyAsync(Analyzer);

        Assert.Contains(
            "Feature id 'ticket' does not match the pattern '^[A-Z][A-Za-z]+$'",
            diagnostics.Select(d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task A_pattern_that_takes_too_long_is_said_to_do_so()
    {
        const string Pattern = "^(([a-z])+.)+[A-Z]([a-z])+$";
        const string Id = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        var test = TestProject.Library($"[AiInstrument.AiFeature({{|AII0016:\"{Id}\"|}})] class C;") with
        {
            EditorConfig = $"[*.cs]\naiinstrument.feature_id_pattern = {Pattern}\n",
        };

        Assert.Equal(
            $"'{Pattern}' in aiinstrument.feature_id_pattern is left out: it takes too long on '{Id}'",
            Assert.Single(await test.VerifyAsync(Analyzer)).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_pattern_that_is_no_regular_expression_is_left_to_AII0016() =>
        await (TestProject.Library("[AiInstrument.AiFeature(\"Ticket\")] class C;") with
        { EditorConfig = "[*.cs]\naiinstrument.feature_id_pattern = ([a-z]+\n" }).VerifyAsync(Analyzer);

    [Fact]
    public async Task A_pragma_and_SuppressMessage_silence_the_rule_and_generated_code_is_not_flagged() =>
        await TestProject.Library("""
            using AiInstrument;

            #pragma warning disable AII0004
            [AiFeature("One")] class A;
            #pragma warning restore AII0004
            [System.Diagnostics.CodeAnalysis.SuppressMessage("AiInstrument.Attribution", "AII0004")]
            [AiFeature("Two")]
            class B;
            [AiFeature([|"Three"|])] class C;
            """).WithSource("[AiInstrument.AiFeature(\"Four\")] class D;", "obj/D.g.cs").VerifyAsync(Analyzer);
}
