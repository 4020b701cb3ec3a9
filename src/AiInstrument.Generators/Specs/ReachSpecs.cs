namespace AiInstrument.Generators.Specs;

/// <summary>Something that starts work: a route, a job, a method of a hub.</summary>
/// <param name="Name">The name on spans; of a page's handler, which has its routes from elsewhere, the HTTP method.</param>
/// <param name="Kind"><c>http</c>, <c>job</c>, <c>message</c> or <c>cli</c>.</param>
/// <param name="PageFile">The <c>.cshtml</c> file of a page's handler; else null.</param>
internal sealed record EntryPointSpec(string Name, string Kind, string? PageFile = null)
{
    public const string Http = "http";
}

/// <summary>The call sites that something reaches.</summary>
/// <typeparam name="T">An entry point, or the documentation id of a member that other assemblies can call.</typeparam>
/// <param name="From">Where the ways begin.</param>
/// <param name="Sites">Ids of call sites with a way on which each call has one target.</param>
/// <param name="Ambiguous">Ids of call sites that are reached only if a call goes to one of several implementations.</param>
internal sealed record ReachSpec<T>(T From, EquatableArray<string> Sites, EquatableArray<string> Ambiguous);

/// <summary>What entry points reach, each by its name.</summary>
internal sealed record ReachedEntryPoints(EquatableArray<ReachSpec<EntryPointSpec>> All);

/// <summary>What a compilation reaches.</summary>
/// <param name="Entries">By entry point.</param>
/// <param name="Members">By member that another assembly can call.</param>
internal sealed record ReachabilitySpec(EquatableArray<ReachSpec<EntryPointSpec>> Entries, EquatableArray<ReachSpec<string>> Members);
