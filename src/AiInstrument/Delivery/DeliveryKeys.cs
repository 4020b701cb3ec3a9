namespace AiInstrument.Delivery;

/// <summary>Names of what delivery says about itself on the wire.</summary>
internal static class DeliveryKeys
{
    public const string SourceName = "AiInstrument.Delivery";
    public const string LossSpanName = "aiinstrument.delivery.loss";

    /// <summary>The value of <see cref="Schema"/> that this version writes.</summary>
    public const int SchemaVersion = 1;

    public const string Schema = "aiinstrument.delivery.schema";

    /// <summary>The process that counts.</summary>
    public const string Instance = "aiinstrument.delivery.instance";

    /// <summary>Spans that were dropped before they could be sent, since the process started.</summary>
    public const string Lost = "aiinstrument.delivery.lost";

    /// <summary>Spans that the receiver refused for good, since the process started.</summary>
    public const string Rejected = "aiinstrument.delivery.rejected";
}
