namespace SupportDesk.Models;

/// <summary>Where the models are.</summary>
/// <param name="Endpoint">The server's root.</param>
internal sealed record ModelOptions(Uri Endpoint)
{
    /// <summary>The stub takes any key.</summary>
    public string ApiKey { get; init; } = "stub";

    /// <summary>The name of a model of our own, which has no list price. It comes from configuration, so no call site names it.</summary>
    public string TriageModel { get; init; } = "acme-research-1";
}
