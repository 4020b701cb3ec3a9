namespace AiInstrument.Collector.Queries.Traces;

/// <summary>
/// The traces of a session (conversation), newest first. To a session belong the interactions that name it, and those that name none in a trace that knows no other session:
/// so each interaction belongs to one session at most, and sums over sessions count nothing twice.
/// </summary>
/// <param name="SessionId">The session.</param>
/// <param name="Start">When its first interaction began, UTC.</param>
/// <param name="Last">When its last one ended, UTC.</param>
/// <param name="Interactions">Interactions, whether they count or not.</param>
/// <param name="Totals">Sums over those that count, of all pages.</param>
/// <param name="TraceCount">Traces of all pages.</param>
/// <param name="Complete">False when the session has more interactions than are looked at: then everything here is about the newest of them.</param>
/// <param name="Traces">The page's traces.</param>
public sealed record SessionView(
    string SessionId, DateTimeOffset Start, DateTimeOffset Last, long Interactions, UsageTotals Totals, int TraceCount, bool Complete, IReadOnlyList<TraceSummary> Traces);
