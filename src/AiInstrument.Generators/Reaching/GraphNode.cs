using AiInstrument.Generators.Specs;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Generators.Reaching;

/// <summary>Code that runs as one: a method, a property, a local function, the construction of a type, a field's initializer, or a handler.</summary>
/// <param name="symbol">What it is; null for a lambda that is handed to a route or a job.</param>
internal sealed class GraphNode(ISymbol? symbol)
{
    public ISymbol? Symbol { get; } = symbol;

    /// <summary>What it may run, as far as that leads to a call site.</summary>
    public List<(GraphNode Called, bool IsAmbiguous)> Calls { get; } = [];

    /// <summary>Call sites in it; for a member of a referenced assembly those that the assembly says it reaches.</summary>
    public List<string> Sites { get; } = [];

    /// <summary>Call sites that a referenced assembly reaches through one of several implementations.</summary>
    public List<string> AmbiguousSites { get; } = [];

    /// <summary>What starts it.</summary>
    public List<EntryPointSpec> Entries { get; } = [];
}
