using System.Collections.Immutable;
using AiInstrument.Catalog;
using AiInstrument.Generators.Specs;

namespace AiInstrument.Generators.Parsing;

/// <summary>The registry's call sites: in order, with paths and escapes as the project says.</summary>
internal static class CallSiteList
{
    public static EquatableArray<CallSiteSpec> Of(ImmutableArray<CallSpec> calls, ProjectSpec project) =>
        Distinct(calls)
            .Select(c => c.Site with
            {
                File = project.Relative(c.Site.File),
                Escape = c.Site.Escape ?? (project.InterceptCalls ? null : EscapeReason.InterceptionOff.Code()),
            })
            .ToEquatableArray();

    /// <summary>One call per id. Two calls share one only where source is so broken that a member is declared twice.</summary>
    public static IEnumerable<CallSpec> Distinct(ImmutableArray<CallSpec> calls) =>
        calls
            .OrderBy(c => c.Site.Id, StringComparer.Ordinal)
            .ThenBy(c => c.Site.File, StringComparer.Ordinal)
            .ThenBy(c => c.Site.Line)
            .GroupBy(c => c.Site.Id, StringComparer.Ordinal)
            .Select(g => g.First());
}

/// <summary>The calls to intercept, in order.</summary>
internal static class InterceptionList
{
    public static EquatableArray<InterceptionSpec> Of(ImmutableArray<CallSpec> calls, ProjectSpec project) =>
        project.InterceptCalls ? CallSiteList.Distinct(calls).Select(c => c.Interception).OfType<InterceptionSpec>().ToEquatableArray() : default;

    /// <summary>The methods that they call, each once.</summary>
    public static EquatableArray<MethodSpec> Methods(EquatableArray<InterceptionSpec> interceptions) =>
        interceptions.Select(i => i.Method).Distinct().OrderBy(m => m.BodyName, StringComparer.Ordinal).ToEquatableArray();
}
