using AiInstrument.Catalog.Features;

namespace AiInstrument.Catalog.Jobs;

/// <summary>How an entry point that is not HTTP is called: on spans, and as a property of the generated <c>AiJobs</c>.</summary>
/// <param name="Name">The name on spans.</param>
/// <param name="Kind"><c>job</c>, <c>message</c> or <c>cli</c>.</param>
/// <param name="Property">The property that is wished for.</param>
internal sealed record JobName(string Name, string Kind, string Property)
{
    public const string Job = "job";
    public const string Message = "message";
    public const string Cli = "cli";

    // The longest first: HostedService ends with Service.
    private static readonly string[] Suffixes = ["HostedService", "Consumer", "Service", "Worker", "Job"];

    /// <summary><c>NightlyDigestService</c> is the job <c>nightly-digest</c>; a consumer answers messages.</summary>
    public static JobName OfType(string typeName, bool isMessage)
    {
        var suffix = SuffixOf(typeName);
        return Of(WithoutSuffix(typeName), isMessage || suffix == "Consumer" ? Message : Job);
    }

    /// <summary>A method that a scheduler calls: its type may have more of them. <c>DigestService.WriteAsync</c> is <c>digest-write</c>.</summary>
    public static JobName OfMethod(string typeName, string methodName) =>
        Of(WithoutSuffix(typeName) + WithoutAsync(methodName), Job);

    /// <summary>A lambda that a timer calls, in a type.</summary>
    public static JobName OfTimer(string typeName) => Of(WithoutSuffix(typeName) + "Timer", Job);

    /// <summary>A function that says its name.</summary>
    public static JobName OfFunction(string name, string kind) => Of(name, kind);

    /// <summary>The program itself, by the name of its assembly.</summary>
    public static JobName OfProgram(string assemblyName) =>
        new(FeatureId.Normalize(assemblyName) is { Length: > 0 } name ? name : "program", Cli, assemblyName);

    private static JobName Of(string property, string kind) => new(Words.Kebab(property), kind, property);

    private static string SuffixOf(string typeName) =>
        Array.Find(Suffixes, s => typeName.Length > s.Length && typeName.EndsWith(s, StringComparison.Ordinal)) ?? "";

    private static string WithoutSuffix(string typeName) => typeName.Substring(0, typeName.Length - SuffixOf(typeName).Length);

    private static string WithoutAsync(string methodName) =>
        methodName.Length > 5 && methodName.EndsWith("Async", StringComparison.Ordinal) ? methodName.Substring(0, methodName.Length - 5) : methodName;
}
