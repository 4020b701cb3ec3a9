namespace AiInstrument.Collector.Alerts.Delivery;

/// <summary>A notification must not go where its channel points. The message names no address: what a name resolves to inside is nobody's business.</summary>
internal sealed class AddressRefusedException(string message) : IOException(message)
{
    public static AddressRefusedException NotPublic() => new("The address is not public. Name its network in the options if notifications may go there.");

    public static AddressRefusedException NotEncrypted() => new("Without TLS notifications go only to networks that the options name.");
}
