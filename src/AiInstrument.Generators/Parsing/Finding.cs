using AiInstrument.Catalog.Jobs;
using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Generators.Parsing;

/// <summary>What the code at one word says.</summary>
/// <param name="Line">The word's line, from 0.</param>
internal sealed record Finding(int Line)
{
    public CallSpec? Call { get; init; }

    public FeatureCallSpec? FeatureCall { get; init; }

    public FeatureSpec? Feature { get; init; }

    public EquatableArray<RouteSpec> Routes { get; init; }

    public PageModelSpec? Page { get; init; }

    public JobName? Job { get; init; }

    public static int LineOf(SyntaxToken word) => word.GetLocation().GetLineSpan().StartLinePosition.Line;

    /// <summary>The same finding where the word stands now: an edit elsewhere in the file moves it, and gives the file another checksum.</summary>
    public Finding At(SyntaxToken word, Func<SemanticModel> model, CancellationToken cancellation)
    {
        if (Call is null && FeatureCall is null)
        {
            return this;
        }

        var line = LineOf(word);
        var location = word.Parent is SimpleNameSyntax name && CallParser.InvocationOf(name) is { } invocation ? model().GetInterceptableLocation(invocation, cancellation) : null;
        return this with
        {
            Line = line,
            Call = Call is null ? null : new CallSpec(
                Call.Site with { Line = Call.Site.Line + line - Line },
                location is null ? Call.Interception : Call.Interception?.At(location),
                word.Parent!.SpanStart),
            FeatureCall = location is null ? FeatureCall : FeatureCall?.At(location),
        };
    }
}
