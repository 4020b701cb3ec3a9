namespace AiInstrument.Catalog.Symbols;

/// <summary>What a project's files can be about at all, by the words in their text: who has nothing to look for need not look at operations.</summary>
[Flags]
internal enum SourceTopics
{
    /// <summary>None of the others.</summary>
    None = 0,

    /// <summary>Requests over HTTP or a WebSocket, or a client for them.</summary>
    Http = 1,

    /// <summary>[AiFeature].</summary>
    Features = 2,

    /// <summary>Scopes and endpoints that name a feature.</summary>
    Scopes = 4,

    /// <summary>[AiFeature(FromCaller = true)].</summary>
    FromCaller = 8,

    /// <summary>How much content is captured.</summary>
    ContentCapture = 16,

    /// <summary>A redactor of the application's own.</summary>
    Redactors = 32,
}
