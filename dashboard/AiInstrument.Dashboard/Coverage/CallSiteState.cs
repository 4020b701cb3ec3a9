namespace AiInstrument.Dashboard.Coverage;

/// <summary>The states of a call site, as the query layer spells them.</summary>
internal static class CallSiteState
{
    public const string Intercepted = "intercepted";
    public const string NeverSeen = "never-seen";
    public const string Wrapped = "wrapped";
    public const string Escaped = "escaped";
    public const string Unknown = "unknown";

    public static IReadOnlyList<string> All { get; } = [Intercepted, NeverSeen, Wrapped, Escaped, Unknown];
}
