using System.Text.Json;

namespace AiInstrument.Collector.Alerts.Delivery;

/// <summary>This product's own shape: the message as JSON.</summary>
internal static class WebhookPayload
{
    public static byte[] Write(AlertMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, AlertJson.Default.AlertMessage);
}
