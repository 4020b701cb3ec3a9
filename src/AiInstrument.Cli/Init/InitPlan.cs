namespace AiInstrument.Cli.Init;

/// <summary>What would be done to a solution.</summary>
/// <param name="Root">The solution's folder.</param>
/// <param name="Target">What was asked for: the solution, project or folder.</param>
/// <param name="Changes">The files that change.</param>
/// <param name="Notes">What stays as it is, and why.</param>
/// <param name="Startups">Projects that start an application.</param>
internal sealed record InitPlan(string Root, string Target, IReadOnlyList<InitChange> Changes, IReadOnlyList<string> Notes, IReadOnlyList<ProjectFile> Startups);
