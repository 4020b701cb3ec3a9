namespace AiInstrument.Collector.Pricing.Importing;

/// <summary>How a price list is written.</summary>
public enum PriceListFormat
{
    /// <summary>Found out from the file.</summary>
    Auto,

    /// <summary>The map of the LiteLLM project: prices per token by model.</summary>
    LiteLlm,

    /// <summary>The API file of models.dev: prices per million tokens by provider and model.</summary>
    ModelsDev,

    /// <summary>The schema of the shipped price book.</summary>
    Own,
}
