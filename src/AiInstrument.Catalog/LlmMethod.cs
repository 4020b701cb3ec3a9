using AiInstrument.Catalog.Calls;

namespace AiInstrument.Catalog;

/// <summary>One row of the catalog: a method, with all its overloads, that calls a model.</summary>
/// <param name="Type">The declaring type's metadata name, for example <c>Microsoft.Extensions.AI.IEmbeddingGenerator`2</c>.</param>
/// <param name="Name">The method's name.</param>
/// <param name="Operation">The operation as <c>gen_ai.operation.name</c> spells it.</param>
/// <param name="ModelParameter">The parameter that names the model, or null.</param>
/// <param name="ModelProperty">The property of an options argument that names the model, or null.</param>
/// <param name="IsPossible">Only the run time knows whether it calls a model: what it runs may be plain code.</param>
/// <param name="Unmeasured">Why no call of it can be measured, though its type has an adapter.</param>
internal sealed record LlmMethod(
    string Type,
    string Name,
    string Operation,
    string? ModelParameter = null,
    string? ModelProperty = null,
    bool IsPossible = false,
    EscapeReason Unmeasured = EscapeReason.None);
