namespace AiInstrument.Collector.Normalization.Events;

/// <summary>Which fields of a call come from facts and not from its span, as bits that are stored.</summary>
internal static class FilledFields
{
    private const int Provider = 1 << 0;
    private const int RequestModel = 1 << 1;
    private const int ResponseModel = 1 << 2;
    private const int ResponseId = 1 << 3;
    private const int FinishReason = 1 << 4;
    private const int ServiceTier = 1 << 5;
    private const int Known = 1 << 6;
    private const int FirstToken = 1 << 7;

    /// <summary>What was filled.</summary>
    /// <param name="own">The call as its span tells it.</param>
    /// <param name="full">The call with the facts.</param>
    public static int Of(Interaction own, Interaction full)
    {
        var filled = Bit(Provider, own.Provider, full.Provider)
            | Bit(RequestModel, own.RequestModel, full.RequestModel)
            | Bit(ResponseModel, own.ResponseModel, full.ResponseModel)
            | Bit(ResponseId, own.ResponseId, full.ResponseId)
            | Bit(FinishReason, own.FinishReason, full.FinishReason)
            | Bit(ServiceTier, own.ServiceTier, full.ServiceTier)
            | (own.Estimated && !full.Estimated ? Known : 0);
        var before = own.Usage.Parts();
        var after = full.Usage.Parts();
        for (var kind = 0; kind < before.Length; kind++)
        {
            filled |= before[kind] is null && after[kind] is not null ? FirstToken << kind : 0;
        }

        return filled;
    }

    /// <summary>The call as its span tells it.</summary>
    public static Interaction Without(Interaction full, int filled)
    {
        if (filled == 0)
        {
            return full;
        }

        var tokens = full.Usage.Parts();
        for (var kind = 0; kind < tokens.Length; kind++)
        {
            tokens[kind] = (filled & (FirstToken << kind)) == 0 ? tokens[kind] : null;
        }

        return full with
        {
            Provider = (filled & Provider) == 0 ? full.Provider : null,
            RequestModel = (filled & RequestModel) == 0 ? full.RequestModel : null,
            ResponseModel = (filled & ResponseModel) == 0 ? full.ResponseModel : null,
            ResponseId = (filled & ResponseId) == 0 ? full.ResponseId : null,
            FinishReason = (filled & FinishReason) == 0 ? full.FinishReason : null,
            ServiceTier = (filled & ServiceTier) == 0 ? full.ServiceTier : null,
            Estimated = full.Estimated || (filled & Known) != 0,
            Usage = TokenUsage.Of(tokens),
        };
    }

    private static int Bit(int bit, string? own, string? full) => own is null && full is not null ? bit : 0;
}
