namespace AiInstrument.Collector.Queries.Coverage;

/// <summary>An entry point from which a call site is reached.</summary>
/// <param name="EntryPoint">The route or job.</param>
/// <param name="Kind"><c>http</c>, <c>job</c>, <c>message</c> or <c>cli</c>.</param>
/// <param name="Ambiguous">Only if a call on the way goes to one of several implementations.</param>
public sealed record CoverageReach(string EntryPoint, string Kind, bool Ambiguous);
