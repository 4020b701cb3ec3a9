namespace AiInstrument.Delivery.Sending;

/// <summary>What a receiver's answer means for the records of the request.</summary>
internal enum SendOutcome
{
    /// <summary>Acknowledged, apart from spans that the receiver counts as rejected.</summary>
    Accepted,

    /// <summary>Not now: again after a while.</summary>
    Unavailable,

    /// <summary>Not with this address or key: kept, and tried now and then until somebody corrects it.</summary>
    Refused,

    /// <summary>The request is too large for the receiver.</summary>
    TooLarge,

    /// <summary>Something in the request cannot be read.</summary>
    Invalid,
}
