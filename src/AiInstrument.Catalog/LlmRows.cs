using System.Collections.Immutable;
using AiInstrument.Catalog.Calls;

namespace AiInstrument.Catalog;

/// <summary>Rows of one type, for the tables of the SDKs. A method that a version lacks is simply never found.</summary>
internal static class LlmRows
{
    /// <summary>One row for each name.</summary>
    public static ImmutableArray<LlmMethod> Of(string type, string operation, string[] names, string? parameter = null, string? property = null, bool possible = false, EscapeReason unmeasured = EscapeReason.None) =>
        [.. names.Select(name => new LlmMethod(type, name, operation, parameter, property, possible, unmeasured))];

    /// <summary>Two rows for each name: the method and its <c>Async</c> twin.</summary>
    public static ImmutableArray<LlmMethod> Twins(string type, string operation, string[] names, string? parameter = null, string? property = null) =>
        Of(type, operation, [.. names.SelectMany(name => new[] { name, name + "Async" })], parameter, property);
}
