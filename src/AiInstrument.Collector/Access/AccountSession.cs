namespace AiInstrument.Collector.Access;

/// <summary>A browser that is signed in.</summary>
/// <param name="Id">The session's id (never its secret).</param>
/// <param name="Started">When it signed in, UTC.</param>
/// <param name="Seen">When it was used last, to five minutes, UTC.</param>
public sealed record AccountSession(long Id, DateTimeOffset Started, DateTimeOffset Seen);
