using Microsoft.CodeAnalysis;

namespace AiInstrument.Catalog.Calls;

/// <summary>A place in source that calls a member which takes its feature from the caller. Lives only while one operation is looked at: it holds symbols.</summary>
internal sealed class FromCallerCall
{
    /// <summary>The called method; null for a use that is no call.</summary>
    public IMethodSymbol? Target { get; init; }

    /// <summary>The used member as <c>Namespace.Type.Member</c>.</summary>
    public required string TargetName { get; init; }

    /// <summary>The shape of the result.</summary>
    public CallShape Shape { get; init; }

    /// <summary>Why the call cannot be intercepted; <see cref="EscapeReason.None"/> when it can.</summary>
    public EscapeReason Escape { get; init; }

    /// <summary>The node to report at: the called name, or the creation.</summary>
    public required SyntaxNode Node { get; init; }
}
