using AiInstrument.Collector.Auditing;

namespace AiInstrument.Collector.Prices;

/// <summary>Prices stored records again by the prices in force, in small steps between the writer's commits.</summary>
public interface IRepricing
{
    /// <summary>Starts a new pricing; it goes on after a restart until it is done.</summary>
    /// <param name="actor">Who asks for it.</param>
    /// <param name="provider">Only this provider's records; null for all.</param>
    /// <param name="model">Only records whose requested or answering model fits this name or pattern (<c>*</c> for any text); null for all.</param>
    /// <param name="cancellationToken">Cancels before it is started.</param>
    /// <returns>Its id.</returns>
    Task<int> StartAsync(Actor actor, string? provider, string? model, CancellationToken cancellationToken);

    /// <summary>The newest pricings of a workspace, newest first.</summary>
    Task<IReadOnlyList<RepricingRun>> RunsAsync(int workspaceId, CancellationToken cancellationToken);

    /// <summary>A pricing, or null.</summary>
    Task<RepricingRun?> FindAsync(int workspaceId, int id, CancellationToken cancellationToken);
}

/// <summary>A new pricing of stored records and what came of it so far.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Provider">Only this provider; null for all.</param>
/// <param name="Model">Only models that fit; null for all.</param>
/// <param name="Done">How far it is, 0 to 1.</param>
/// <param name="Report">What it did so far; all there is when it is finished.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="Started">When, UTC.</param>
/// <param name="Finished">When it was done, UTC, or null.</param>
public sealed record RepricingRun(int Id, string? Provider, string? Model, double Done, RepriceReport Report, string Actor, DateTimeOffset Started, DateTimeOffset? Finished);
