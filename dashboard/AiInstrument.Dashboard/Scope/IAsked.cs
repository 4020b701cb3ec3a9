namespace AiInstrument.Dashboard.Scope;

/// <summary>What may be wrong with a query.</summary>
internal interface IAsked
{
    /// <summary>One English sentence per wrong parameter.</summary>
    IReadOnlyDictionary<string, string[]> Problems { get; }
}
