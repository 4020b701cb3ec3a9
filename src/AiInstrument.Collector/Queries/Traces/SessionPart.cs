namespace AiInstrument.Collector.Queries.Traces;

/// <summary>Whose an interaction of a session's trace is.</summary>
internal enum SessionPart
{
    /// <summary>It names the session.</summary>
    Own = 0,

    /// <summary>It names none.</summary>
    None = 1,

    /// <summary>It names another.</summary>
    Other = 2,
}
