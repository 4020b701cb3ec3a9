namespace AiInstrument.Collector.Storage;

/// <summary>What a row of the quality rollup counts. The numbers are stored.</summary>
internal enum QualityKind
{
    /// <summary>Successful calls by the bucket of their duration.</summary>
    Duration = 1,

    /// <summary>Successful calls by the bucket of the time to their first token.</summary>
    FirstToken = 2,

    /// <summary>Failed calls by the id of their error type.</summary>
    Error = 3,

    /// <summary>Calls of an organization that were answered from a cache of the application, and what they would have cost; by whether that is unknown, 1, or not, 0.</summary>
    CachedResponseOfOrganization = 4,

    /// <summary>Calls of an organization that read or wrote the provider's prompt cache, and what that saved; less than nothing where a cache was only written.</summary>
    PromptCacheOfOrganization = 5,

    /// <summary><see cref="CachedResponseOfOrganization"/> of all organizations together: there are a hundred times fewer rows.</summary>
    CachedResponse = 6,

    /// <summary><see cref="PromptCacheOfOrganization"/> of all organizations together.</summary>
    PromptCache = 7,

    /// <summary><see cref="CachedResponseOfOrganization"/> of all other dimensions together.</summary>
    CachedResponseOfOrganizationAlone = 8,

    /// <summary><see cref="PromptCacheOfOrganization"/> of all other dimensions together.</summary>
    PromptCacheOfOrganizationAlone = 9,
}
