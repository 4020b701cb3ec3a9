using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AiInstrument.Collector.Tests.Alerts;

/// <summary>How a receiver checks a webhook. <c>docs/alerts.md</c> shows the method as it stands here.</summary>
internal static class WebhookSignature
{
    // <example>
    public static bool IsValid(string key, string header, byte[] body, DateTimeOffset now)
    {
        // The header is "t=<unix seconds>,v1=<hex>".
        var parts = header.Split(',').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[^1]);
        if (!parts.TryGetValue("t", out var time) || !parts.TryGetValue("v1", out var signature) || signature.Length != 64
            || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - seconds) > 300)
        {
            return false;
        }

        byte[] signed = [.. Encoding.UTF8.GetBytes(time + "."), .. body];
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), signed));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature));
    }

    // </example>
}
