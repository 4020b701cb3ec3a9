namespace AiInstrument.Collector.Prices;

/// <summary>An override breaks a rule.</summary>
/// <param name="field">The field that is wrong: <c>provider</c>, <c>pattern</c>, <c>from</c>, <c>price</c>, <c>discount</c>, <c>sameAs</c> or <c>reason</c>.</param>
/// <param name="message">What is wrong, in one sentence.</param>
public sealed class PriceOverrideException(string field, string message) : Exception(message)
{
    /// <summary>The field that is wrong.</summary>
    public string Field { get; } = field;
}
