using AiInstrument.Collector.Auditing;

namespace AiInstrument.Collector.Prices;

/// <summary>Rates by which a workspace shows dollars in other currencies. Nothing is ever stored or summed in them.</summary>
public interface ICurrencies
{
    /// <summary>The rates, by code.</summary>
    Task<IReadOnlyList<CurrencyRate>> ListAsync(int workspaceId, CancellationToken cancellationToken);

    /// <summary>Sets a rate.</summary>
    /// <param name="actor">Who.</param>
    /// <param name="code">Three letters, as ISO 4217 spells it; not <c>USD</c>.</param>
    /// <param name="perUsd">What one dollar is worth, above 0 and below a billion, with nine decimals at the most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArgumentException">A value breaks a rule; the parameter's name says which.</exception>
    Task SaveAsync(Actor actor, string code, decimal perUsd, CancellationToken cancellationToken);

    /// <summary>Takes a rate away.</summary>
    /// <returns>False when there is none.</returns>
    Task<bool> RemoveAsync(Actor actor, string code, CancellationToken cancellationToken);
}

/// <summary>What a dollar is worth in another currency.</summary>
/// <param name="Code">Three letters, as ISO 4217 spells it.</param>
/// <param name="PerUsd">What one dollar is worth.</param>
/// <param name="Actor">Who set it.</param>
/// <param name="At">When, UTC.</param>
public sealed record CurrencyRate(string Code, decimal PerUsd, string Actor, DateTimeOffset At);
