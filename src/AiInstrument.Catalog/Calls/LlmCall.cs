using Microsoft.CodeAnalysis;

namespace AiInstrument.Catalog.Calls;

/// <summary>A place in source that calls a model, as the classifier sees it. Lives only while one operation is looked at: it holds symbols.</summary>
internal sealed class LlmCall
{
    /// <summary>The SDK's short name (<c>http</c> for raw HTTP).</summary>
    public required string Sdk { get; init; }

    /// <summary>The provider, or null when only the run time knows.</summary>
    public string? Provider { get; init; }

    /// <summary>The method is the user's: no adapter reads it.</summary>
    public bool IsGeneric { get; init; }

    /// <summary>The operation.</summary>
    public required string Operation { get; init; }

    /// <summary>The catalog row; null for raw HTTP.</summary>
    public LlmMethod? Method { get; init; }

    /// <summary>The bound method; null where the call binds only at run time.</summary>
    public IMethodSymbol? Target { get; init; }

    /// <summary>The called method as <c>Namespace.Type.Method</c>.</summary>
    public required string TargetName { get; init; }

    /// <summary>The shape of the result.</summary>
    public CallShape Shape { get; init; }

    /// <summary>Why the call cannot be intercepted; <see cref="EscapeReason.None"/> when it can.</summary>
    public EscapeReason Escape { get; init; }

    /// <summary>The client was provably built with the telemetry middleware or the HTTP handler: the call is measured, interceptor or not.</summary>
    public bool IsMeasuredByClient { get; init; }

    /// <summary>Only the run time knows whether the call reaches a model, or the model is the machine's own: rules inform, they do not warn.</summary>
    public bool IsAdvisory { get; init; }

    /// <summary>What to do about a call that has no adapter.</summary>
    public string? Instead { get; init; }

    /// <summary>Completes "the call is not measured because …".</summary>
    public string Because => Escape is EscapeReason.NoAdapter or EscapeReason.UsageDropped or EscapeReason.PossibleCall && Instead is not null
        ? Escape.Because() + "; " + Instead
        : Escape.Because();

    /// <summary>The model when it is a constant at the call, else null.</summary>
    public string? Model { get; init; }

    /// <summary>The node to report at: the called name, or the creation of the raw request.</summary>
    public required SyntaxNode Node { get; init; }
}
