using AiInstrument.Catalog.Calls;
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
        var twins = Checksums(calls.Where(c => c.Interception is not null).Select(c => (c.Interception!.Data, c.Site.File)));
        return twins.Count == 0 ? calls : calls.Select(c => c.Interception is not null && twins.Contains(Checksum(c.Interception.Data)) ? Escaped(c) : c).ToEquatableArray();
    }

    /// <summary>The checksums that several files share.</summary>
    public static HashSet<string> Checksums(IEnumerable<(string Data, string File)> locations) =>
        new(
            locations.GroupBy(l => Checksum(l.Data), StringComparer.Ordinal)
                .Where(g => g.Select(l => l.File).Distinct(StringComparer.Ordinal).Count() > 1)
                .Select(g => g.Key),
            StringComparer.Ordinal);

    // Format 1 of a location: checksum, position, file name.
    public static string Checksum(string data) => Convert.ToBase64String(Convert.FromBase64String(data), 0, ChecksumLength);

    private static CallSpec Escaped(CallSpec call) => call with { Site = call.Site with { Escape = EscapeReason.TwinFile.Code() }, Interception = null };
}
