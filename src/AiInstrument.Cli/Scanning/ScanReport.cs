using System.Text.Json.Serialization;

namespace AiInstrument.Cli.Scanning;

/// <summary>What a scan found. The JSON of <c>--json</c>; docs/tool.md has its shape.</summary>
/// <param name="Root">The folder that paths are relative to. Left out of the JSON: it is the machine's.</param>
/// <param name="Projects">The projects, by path.</param>
/// <param name="Calls">Every model call, by project, file and line.</param>
/// <param name="Findings">What rules say, by project, file and line.</param>
internal sealed record ScanReport(
    [property: JsonIgnore] string Root,
    IReadOnlyList<ScannedProject> Projects,
    IReadOnlyList<ScannedCall> Calls,
    IReadOnlyList<ScanFinding> Findings)
{
    /// <summary>The version of the shape.</summary>
    [JsonPropertyOrder(-2)]
    public int Version => 1;

    /// <summary>Sums.</summary>
    [JsonPropertyOrder(-1)]
    public ScanTotals Totals => new(Projects.Count, Projects.Count(project => !project.IsWhole), Calls.Count, Calls.Count(call => call.IsCovered), Findings.Count);

    /// <summary>The rules that findings may have. Not in the JSON.</summary>
    [JsonIgnore]
    public IReadOnlyList<ScanRule> Rules { get; init; } = [];

    /// <summary>The calls of a project that are no tests'.</summary>
    public IEnumerable<ScannedCall> CallsOf(ScannedProject project) => Calls.Where(call => call.Project == project.Name);

    /// <summary>Whether every project was read whole.</summary>
    [JsonIgnore]
    public bool IsWhole => Projects.All(project => project.IsWhole);
}

/// <summary>Sums of a scan.</summary>
/// <param name="Projects">How many projects.</param>
/// <param name="Incomplete">How many of them could not be read, or not whole.</param>
/// <param name="Calls">How many model calls.</param>
/// <param name="Covered">How many of them are measured.</param>
/// <param name="Findings">How many findings.</param>
internal sealed record ScanTotals(int Projects, int Incomplete, int Calls, int Covered, int Findings);

/// <summary>A project as the scan met it.</summary>
/// <param name="Name">The assembly's name.</param>
/// <param name="File">The project file.</param>
/// <param name="Framework">The framework that was looked at; null when the project could not be loaded.</param>
/// <param name="State"><c>scanned</c>, <c>noModel</c> (it can call no model, and was not compiled), <c>partial</c> (read as far as possible) or <c>failed</c>.</param>
/// <param name="Installed">Whether its build measures calls: null when that is not known.</param>
/// <param name="TestCalls">Calls in tests, which are not listed.</param>
/// <param name="Problems">Why it is partial or failed.</param>
internal sealed record ScannedProject(string Name, string File, string? Framework, ProjectState State, bool? Installed, int TestCalls, IReadOnlyList<string> Problems)
{
    /// <summary>Whether it was read whole.</summary>
    [JsonIgnore]
    public bool IsWhole => State is ProjectState.Scanned or ProjectState.NoModel;
}

/// <summary>How far a project was read.</summary>
internal enum ProjectState
{
    /// <summary>Whole.</summary>
    Scanned,

    /// <summary>It can call no model.</summary>
    NoModel,

    /// <summary>As far as possible.</summary>
    Partial,

    /// <summary>Not at all.</summary>
    Failed,
}

/// <summary>A model call.</summary>
/// <param name="Id">The call site's id, as the registry has it.</param>
/// <param name="Project">The assembly's name.</param>
/// <param name="Member">The member around it.</param>
/// <param name="File">The file, relative to the root.</param>
/// <param name="Line">From 1.</param>
/// <param name="Sdk">The SDK's short name.</param>
/// <param name="Method">The called method.</param>
/// <param name="Operation">The GenAI operation.</param>
/// <param name="Provider">The provider, where source says it.</param>
/// <param name="Model">The model, where it is a constant.</param>
/// <param name="Feature">The declared feature, where source says it.</param>
/// <param name="Attributed">Whether a feature is known, be it at run time; null where the project cannot declare one.</param>
/// <param name="State">Whether it is measured.</param>
/// <param name="Reason">Why not: an escape's code or <c>not-installed</c>; null when it is.</param>
/// <param name="Because">The reason as a sentence part.</param>
internal sealed record ScannedCall(
    string Id,
    string Project,
    string Member,
    string File,
    int Line,
    string Sdk,
    string Method,
    string Operation,
    string? Provider,
    string? Model,
    string? Feature,
    bool? Attributed,
    CallState State,
    string? Reason,
    string? Because)
{
    /// <summary>Whether it is measured.</summary>
    [JsonIgnore]
    public bool IsCovered => State is CallState.Intercepted or CallState.Wrapped;
}

/// <summary>Whether a call is measured.</summary>
internal enum CallState
{
    /// <summary>By an interceptor.</summary>
    Intercepted,

    /// <summary>By its client.</summary>
    Wrapped,

    /// <summary>It is not: no interceptor can.</summary>
    Escaped,

    /// <summary>It is not: the project's build does not use AiInstrument.</summary>
    NotInstalled,
}

/// <summary>What a rule says.</summary>
/// <param name="Id">The call site's id, or for what is no call a hash of assembly, member, rule, message and position among its like.</param>
/// <param name="Rule">The rule's id.</param>
/// <param name="Level"><c>error</c>, <c>warning</c> or <c>note</c>.</param>
/// <param name="Message">The message.</param>
/// <param name="Project">The assembly's name.</param>
/// <param name="Member">The member around it; empty outside of any.</param>
/// <param name="File">The file, relative to the root; null when it is about the whole project.</param>
/// <param name="Line">From 1; 0 without a file.</param>
/// <param name="Column">From 1; 0 without a file.</param>
internal sealed record ScanFinding(string Id, string Rule, string Level, string Message, string Project, string Member, string? File, int Line, int Column)
{
    /// <summary>A hash of the message and of the member's code without its name; null when it is about no code. Not in the JSON.</summary>
    [JsonIgnore]
    public string? Code { get; init; }
}

/// <summary>A rule.</summary>
/// <param name="Id">The id.</param>
/// <param name="Title">What it finds.</param>
/// <param name="Description">Why that matters.</param>
/// <param name="Level">The default.</param>
/// <param name="Help">The page's address.</param>
internal sealed record ScanRule(string Id, string Title, string Description, string Level, string Help);
