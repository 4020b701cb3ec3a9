using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Pricing.Importing;

namespace AiInstrument.Collector.Prices;

/// <summary>The prices in force: reading them, importing lists. Imported prices hold for every workspace.</summary>
public interface IPriceBooks
{
    /// <summary>The prices of today, those of a workspace's overrides among them.</summary>
    Task<ListedPrices> ListAsync(int workspaceId, PriceQuery query, CancellationToken cancellationToken);

    /// <summary>Every price of a name over time, the topmost layer first.</summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="provider">The provider as the list names it.</param>
    /// <param name="model">The name or pattern as the list names it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<IReadOnlyList<ListedPrice>> FindAsync(int workspaceId, string provider, string model, CancellationToken cancellationToken);

    /// <summary>The price that a call of today to a model would have, or null.</summary>
    /// <param name="workspaceId">The workspace.</param>
    /// <param name="provider">The provider as senders name it, or null.</param>
    /// <param name="model">The model as senders name it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    Task<ListedPrice?> PriceOfAsync(int workspaceId, string? provider, string model, CancellationToken cancellationToken);

    /// <summary>The models of a workspace whose tokens have no price, those with the most tokens first.</summary>
    Task<IReadOnlyList<UnpricedModel>> UnpricedAsync(int workspaceId, CancellationToken cancellationToken);

    /// <summary>What an import would change. Nothing is written.</summary>
    /// <exception cref="PriceListException">The file is no price list.</exception>
    Task<PriceImportPreview> PreviewAsync(PriceImportRequest request, CancellationToken cancellationToken);

    /// <summary>Imports what is new or other than the listed prices; it is in force when this returns.</summary>
    /// <returns>What was done.</returns>
    /// <exception cref="PriceListException">The file is no price list.</exception>
    Task<PriceImportPreview> ImportAsync(Actor actor, PriceImportRequest request, CancellationToken cancellationToken);

    /// <summary>The imports, newest first.</summary>
    Task<IReadOnlyList<PriceImport>> ImportsAsync(CancellationToken cancellationToken);

    /// <summary>Takes an import's prices out of the book. What was priced by them stays so until it is priced again.</summary>
    /// <returns>False when there is no such import.</returns>
    Task<bool> RemoveImportAsync(Actor actor, int id, CancellationToken cancellationToken);

    /// <summary>A workspace's overrides, oldest first.</summary>
    Task<IReadOnlyList<PriceOverride>> OverridesAsync(int workspaceId, CancellationToken cancellationToken);

    /// <summary>Sets an override; it is in force when this returns. With an id it replaces the one that has it.</summary>
    /// <returns>The override as it is stored; null when there is none with the id.</returns>
    /// <exception cref="PriceOverrideException">It breaks a rule; the message says which.</exception>
    Task<PriceOverride?> SaveOverrideAsync(Actor actor, PriceOverride draft, CancellationToken cancellationToken);

    /// <summary>Takes an override away.</summary>
    /// <returns>False when there is none with the id.</returns>
    Task<bool> RemoveOverrideAsync(Actor actor, int id, CancellationToken cancellationToken);
}
