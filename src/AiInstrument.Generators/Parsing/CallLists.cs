using AiInstrument.Catalog;
using AiInstrument.Generators.Specs;

namespace AiInstrument.Generators.Parsing;

/// <summary>The registry's call sites: in order, with paths and escapes as the project says.</summary>
internal static class CallSiteList
{
    public static EquatableArray<CallSiteSpec> Of(EquatableArray<CallSpec> calls, ProjectSpec project) =>
        Distinct(calls)
            .Select(c => c.Site with
            {
                File = project.Relative(c.Site.File),
                Escape = c.Site.Escape ?? (project.InterceptCalls ? null : EscapeReason.InterceptionOff.Code()),
            })
            .ToEquatableArray();

    /// <summary>One call per id. Two calls share one only where source is so broken that a member is declared twice.</summary>
    public static IEnumerable<CallSpec> Distinct(EquatableArray<CallSpec> calls) =>
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
    public static EquatableArray<InterceptionSpec> Of(EquatableArray<CallSpec> calls, ProjectSpec project) =>
        project.InterceptCalls ? CallSiteList.Distinct(calls).Select(c => c.Interception).OfType<InterceptionSpec>().ToEquatableArray() : default;

    /// <summary>The methods that they call, each once.</summary>
    public static EquatableArray<MethodSpec> Methods(EquatableArray<InterceptionSpec> interceptions) =>
        interceptions.Select(i => i.Method).Distinct().OrderBy(m => m.BodyName, StringComparer.Ordinal).ToEquatableArray();
}

/// <summary>The compiler finds an intercepted call by its file's checksum: in files of the same text it finds none, and fails the build (CS9233).</summary>
internal static class TwinFiles
{
    private const int ChecksumLength = 16;

    /// <summary>The calls, of which those in such files escape.</summary>
    public static EquatableArray<CallSpec> Escape(EquatableArray<CallSpec> calls)
    {
        var twins = new HashSet<string>(
            calls.Where(c => c.Interception is not null)
                .GroupBy(c => Checksum(c.Interception!), StringComparer.Ordinal)
                .Where(g => g.Select(c => c.Site.File).Distinct(StringComparer.Ordinal).Count() > 1)
                .Select(g => g.Key),
            StringComparer.Ordinal);
        return twins.Count == 0 ? calls : calls.Select(c => c.Interception is not null && twins.Contains(Checksum(c.Interception)) ? Escaped(c) : c).ToEquatableArray();
    }

    private static CallSpec Escaped(CallSpec call) => new(call.Site with { Escape = EscapeReason.TwinFile.Code() }, Interception: null);

    // Format 1 of a location: checksum, position, file name.
    private static string Checksum(InterceptionSpec interception) => Convert.ToBase64String(Convert.FromBase64String(interception.Data), 0, ChecksumLength);
}
