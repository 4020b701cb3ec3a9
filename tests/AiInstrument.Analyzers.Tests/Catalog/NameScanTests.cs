using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.Analyzers.Tests.Catalog;

public sealed class NameScanTests
{
    private static readonly NameScan s_scan = new(["Call", "CallAsync", "new", "Größe"]);

    [Theory]
    [InlineData("class C { void M() => Call(); }", "Call")]
    [InlineData("class C { void M() { x.Call(); y?.CallAsync<int>(); } }", "Call CallAsync")]
    [InlineData("class C { void M() => @Call(); }", "@Call")]
    [InlineData("class C { void M() => \\u0043all(); }", "\\u0043all")]
    [InlineData("class C { void M() => C\\u0061ll(); }", "C\\u0061ll")]
    [InlineData("class C { int Größe; D d = new(); }", "Größe new")]
    [InlineData("class C { void Calls() { Recall(); _Call(); Call1(); } }", "")]
    [InlineData("class C { string s = \"Call\"; string t = \"\\u0043all\"; /* Call */ // Call\n }", "")]
    [InlineData("class C { string s = \"\\u2028\"; char c = '\\u0041'; void M() => Call(); }", "Call")]
    [InlineData("class C {\n#if NEVER\nvoid M() => Call();\n#endif\n}", "")]
    [InlineData("class C { string s = $\"{Call()}\"; }", "Call")]
    [InlineData("", "")]
    public void Tokens_are_found_where_the_compiler_sees_them(string source, string expected) =>
        Assert.Equal(expected, string.Join(' ', Tokens(s_scan, source).Select(t => t.Text)));

    [Fact]
    public void Every_name_of_a_large_set_is_found()
    {
        var names = Enumerable.Range(0, 1_000).Select(i => "Name" + i).ToList();

        var tokens = Tokens(new NameScan(names), "class C { object[] M() => [" + string.Join(", ", names) + "]; }");

        Assert.Equal(names, tokens.Select(t => t.Text));
    }

    private static List<SyntaxToken> Tokens(NameScan scan, string source) =>
        scan.Tokens(CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
}
