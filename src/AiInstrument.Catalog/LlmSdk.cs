using System.Collections.Immutable;
using AiInstrument.Catalog.Calls;

namespace AiInstrument.Catalog;

/// <summary>An SDK whose methods call models: its assemblies, its call members, and the types that mark a caller as plumbing.</summary>
internal sealed class LlmSdk
{
    /// <summary>The short name in the registry and on pages.</summary>
    public required string Name { get; init; }

    /// <summary>The provider as <c>gen_ai.provider.name</c> spells it; null when only the run time knows.</summary>
    public string? Provider { get; init; }

    /// <summary>
    /// The assemblies that may declare the types. Several SDKs use the same full names
    /// (<c>OpenAI.OpenAIClient</c> lives in two packages), so a name alone proves nothing.
    /// </summary>
    public required ImmutableArray<string> Assemblies { get; init; }

    /// <summary>The members that call a model.</summary>
    public required ImmutableArray<LlmMethod> Methods { get; init; }

    /// <summary>
    /// Metadata names of client types. A type that derives from or implements one is part of a client itself:
    /// the calls it makes are plumbing, neither flagged nor intercepted.
    /// </summary>
    public ImmutableArray<string> ClientTypes { get; init; } = [];

    /// <summary>
    /// The types whose calls the generator intercepts: an adapter reads what they tell, and where they tell no usage (batches,
    /// sessions) they are counted. A call of any other row is reported as an escape.
    /// </summary>
    public ImmutableArray<string> AdaptedTypes { get; init; } = [];

    /// <summary>The types of <see cref="AdaptedTypes"/> whose calls' messages the adapter reads where content is captured.</summary>
    public ImmutableArray<string> ContentTypes { get; init; } = [];

    /// <summary>Every call is intercepted, with what is known of any call; for methods that users declare.</summary>
    public bool IsGeneric { get; init; }

    /// <summary>Inference in the process or on the machine: it is nobody's bill.</summary>
    public bool IsLocal { get; init; }

    /// <summary>What to do about a call without an adapter; completes "AiInstrument has no adapter for it yet; …".</summary>
    public string Instead { get; init; } = "put it behind a method marked [AiModelCall]";

    /// <summary>Whether the generator intercepts calls of the row.</summary>
    public bool HasAdapter(LlmMethod method) => IsGeneric || (AdaptedTypes.Contains(method.Type) && method is { IsPossible: false, Unmeasured: EscapeReason.None });
}
