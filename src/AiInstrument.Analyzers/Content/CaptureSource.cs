using AiInstrument.Catalog.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AiInstrument.Analyzers.Content;

/// <summary>What a file says about content capture, found by name: a rule that looks at one file can ask about all others without binding them.</summary>
/// <param name="Mode">The most that an assignment to <c>CaptureContent</c> switches on.</param>
/// <param name="NamesRedactor">Whether the file has to do with a redactor of the application's own.</param>
internal sealed record CaptureSource(ContentMode Mode, bool NamesRedactor)
{
    /// <summary>The option.</summary>
    public const string Property = "CaptureContent";

    private const string RedactorInterface = "IAiRedactor";

    private static readonly CaptureSource Silent = new(ContentMode.Off, NamesRedactor: false);

    /// <summary>The mode that holds where all these files are one project.</summary>
    public static CaptureSource Of(IEnumerable<CaptureSource> files) => files.Aggregate(Silent, static (all, file) =>
        ReferenceEquals(file, Silent) ? all : new(file.Mode > all.Mode ? file.Mode : all.Mode, all.NamesRedactor || file.NamesRedactor));

    /// <summary>Most files say nothing, and their text tells so without a walk through their nodes.</summary>
    public static CaptureSource Of(SyntaxTree tree)
    {
        var topics = SourceTopicsReader.Of(tree);
        return (topics & (SourceTopics.ContentCapture | SourceTopics.Redactors)) != SourceTopics.None
            ? new(
                topics.HasFlag(SourceTopics.ContentCapture) ? ModeOf(tree.GetRoot()) : ContentMode.Off,
                topics.HasFlag(SourceTopics.Redactors) && tree.GetRoot().DescendantTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == RedactorInterface))
            : Silent;
    }

    /// <summary>Whether code runs only where <c>IsDevelopment()</c> is true: the prompts there are the developer's own.</summary>
    public static bool IsForDevelopment(SyntaxNode node)
    {
        for (var inner = node; inner.Parent is { } outer; inner = outer)
        {
            var condition = outer switch
            {
                IfStatementSyntax branch when branch.Statement == inner => branch.Condition,
                ConditionalExpressionSyntax choice when choice.WhenTrue == inner => choice.Condition,
                _ => null,
            };
            if (condition is not null && AsksForDevelopment(condition))
            {
                return true;
            }
        }

        return false;
    }

    private static ContentMode ModeOf(SyntaxNode root) => root.DescendantNodes()
        .OfType<AssignmentExpressionSyntax>()
        .Where(a => LastName(a.Left) == Property)
        .SelectMany(a => a.Right.DescendantNodesAndSelf())
        .OfType<IdentifierNameSyntax>()
        .Where(name => !IsForDevelopment(name))
        .Select(name => name.Identifier.ValueText switch
        {
            nameof(ContentMode.Full) => ContentMode.Full,
            nameof(ContentMode.Redacted) => ContentMode.Redacted,
            nameof(ContentMode.Metadata) => ContentMode.Metadata,
            _ => ContentMode.Off,
        })
        .Aggregate(ContentMode.Off, static (most, mode) => mode > most ? mode : most);

    private static bool AsksForDevelopment(ExpressionSyntax condition) => condition switch
    {
        ParenthesizedExpressionSyntax inner => AsksForDevelopment(inner.Expression),
        BinaryExpressionSyntax both when both.IsKind(SyntaxKind.LogicalAndExpression) => AsksForDevelopment(both.Left) || AsksForDevelopment(both.Right),
        InvocationExpressionSyntax call => LastName(call.Expression) == "IsDevelopment",
        _ => false,
    };

    private static string? LastName(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        IdentifierNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
