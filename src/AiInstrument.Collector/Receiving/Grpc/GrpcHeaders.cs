using System.Globalization;
using System.Text;

namespace AiInstrument.Collector.Receiving.Grpc;

/// <summary>Names and values of gRPC's headers and trailers (grpc.io, "gRPC over HTTP2").</summary>
internal static class GrpcHeaders
{
    public const string ContentType = "application/grpc";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string Timeout = "grpc-timeout";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string StatusDetails = "grpc-status-details-bin";

    public const string Identity = "identity";
    public const string Gzip = "gzip";

    private const int MaxTimeoutDigits = 8;

    /// <summary>Whether a content type is gRPC with protobuf messages; parameters are ignored.</summary>
    public static bool IsGrpcProtobuf(string? contentType)
    {
        var type = contentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return type.Equals(ContentType, StringComparison.OrdinalIgnoreCase)
            || type.Equals("application/grpc+proto", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads a timeout, for example <c>10S</c> or <c>250m</c>; false when it is not one.</summary>
    public static bool TryParseTimeout(string header, out TimeSpan timeout)
    {
        timeout = default;
        if (header.Length is < 2 or > MaxTimeoutDigits + 1
            || !uint.TryParse(header.AsSpan(0, header.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var amount))
        {
            return false;
        }

        TimeSpan? parsed = header[^1] switch
        {
            'H' => TimeSpan.FromHours(amount),
            'M' => TimeSpan.FromMinutes(amount),
            'S' => TimeSpan.FromSeconds(amount),
            'm' => TimeSpan.FromMilliseconds(amount),
            'u' => TimeSpan.FromMicroseconds(amount),
            'n' => TimeSpan.FromTicks(amount / TimeSpan.NanosecondsPerTick),
            _ => null,
        };
        timeout = parsed.GetValueOrDefault();
        return parsed is not null;
    }

    /// <summary>Writes a message so that it fits into a trailer: bytes outside printable ASCII, and %, as %XX.</summary>
    public static string PercentEncode(string message)
    {
        var encoded = new StringBuilder(message.Length);
        foreach (var b in System.Text.Encoding.UTF8.GetBytes(message))
        {
            if (b is >= 0x20 and <= 0x7E and not (byte)'%')
            {
                encoded.Append((char)b);
            }
            else
            {
                encoded.Append('%').Append(b.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }
}
