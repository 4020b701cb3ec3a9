namespace AiInstrument.Collector.Normalization.Events;

/// <summary>
/// What events say of a call besides its span. Facts of one call are joined in whatever order they come, and the result is the same; they fill what
/// the span leaves open, and are no call themselves.
/// </summary>
internal sealed record CallFacts
{
    /// <summary>The provider, as an interaction names it.</summary>
    public string? Provider { get; init; }

    /// <summary>The requested model.</summary>
    public string? RequestModel { get; init; }

    /// <summary>The answering model.</summary>
    public string? ResponseModel { get; init; }

    /// <summary>The provider's id of the response.</summary>
    public string? ResponseId { get; init; }

    /// <summary>Why the model stopped, as one event says of all choices.</summary>
    public string? FinishReason { get; init; }

    /// <summary>The served tier.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>The tokens.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>Why single choices ended, where each is an event of its own.</summary>
    public Choices Choices { get; init; } = Choices.None;

    /// <summary>Events that held message texts, which are not stored.</summary>
    public int Messages { get; init; }

    /// <summary>Whether a call can learn anything from them.</summary>
    public bool TellAnything =>
        (Provider ?? RequestModel ?? ResponseModel ?? ResponseId ?? FinishReason ?? ServiceTier ?? Choices.Text) is not null || Usage != default;

    /// <summary>Joins facts of the same call. Where they disagree, the same one wins in either order.</summary>
    public CallFacts Join(CallFacts other) => new()
    {
        Provider = Either(Provider, other.Provider),
        RequestModel = Either(RequestModel, other.RequestModel),
        ResponseModel = Either(ResponseModel, other.ResponseModel),
        ResponseId = Either(ResponseId, other.ResponseId),
        FinishReason = Either(FinishReason, other.FinishReason),
        ServiceTier = Either(ServiceTier, other.ServiceTier),
        Usage = Usage.Most(other.Usage),
        Choices = Choices.Join(other.Choices),
        Messages = Messages + other.Messages,
    };

    /// <summary>Fills what a call leaves open.</summary>
    public Interaction Fill(Interaction call)
    {
        var usage = call.Usage.Or(Usage);
        return call with
        {
            Provider = call.Provider ?? Provider,
            RequestModel = call.RequestModel ?? RequestModel,
            ResponseModel = call.ResponseModel ?? ResponseModel,
            ResponseId = call.ResponseId ?? ResponseId,
            FinishReason = call.FinishReason ?? FinishReason ?? Choices.Text,
            ServiceTier = call.ServiceTier ?? ServiceTier,
            Usage = usage,

            // Usage that the span does not know is estimated; now it is known.
            Estimated = call.Estimated && (call.Usage.IsKnown || !usage.IsKnown),
        };
    }

    private static string? Either(string? left, string? right) =>
        left is null ? right
        : right is null || string.CompareOrdinal(left, right) <= 0 ? left
        : right;
}
