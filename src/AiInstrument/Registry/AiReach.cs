namespace AiInstrument.Registry;

/// <summary>The call sites that an entry point can reach, as the code of the build says it.</summary>
/// <param name="EntryPoint">The route or job as spans name it.</param>
/// <param name="Kind"><c>http</c>, <c>job</c>, <c>message</c> or <c>cli</c>.</param>
/// <param name="CallSites">Ids of call sites with a way on which each call has one target. They may be of other assemblies.</param>
/// <param name="Ambiguous">Ids of call sites that are reached only if a call goes to one of several implementations.</param>
public sealed record AiReach(string EntryPoint, string Kind, IReadOnlyList<string> CallSites, IReadOnlyList<string> Ambiguous)
{
    /// <summary>Used by generated code: lists of ids with spaces between.</summary>
    /// <param name="entryPoint">The route or job.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="callSites">Ids.</param>
    /// <param name="ambiguous">Ids.</param>
    /// <returns>The same with lists.</returns>
    public static AiReach Of(string entryPoint, string kind, string callSites, string ambiguous)
    {
        ArgumentNullException.ThrowIfNull(callSites);
        ArgumentNullException.ThrowIfNull(ambiguous);
        return new AiReach(entryPoint, kind, callSites.Split(' ', StringSplitOptions.RemoveEmptyEntries), ambiguous.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
