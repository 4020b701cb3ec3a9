using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace AiInstrument.Delivery.Sending;

/// <summary>
/// Puts options and <c>OTEL_*</c> settings together: options first, then the variables for traces, then the general ones
/// (OpenTelemetry protocol exporter specification).
/// </summary>
internal static class OtlpSettings
{
    private const int GrpcPort = 4317;
    private const int HttpPort = 4318;
    private const string TracesPath = "v1/traces";
    private const string GrpcPath = "opentelemetry.proto.collector.trace.v1.TraceService/Export";
    private const string BudgetsPath = "aiinstrument/v1/budgets/sync";

    /// <exception cref="InvalidOperationException">A setting cannot be read; the message names it.</exception>
    public static OtlpTarget Read(AiInstrumentOptions options, IConfiguration configuration)
    {
        var protocol = options.Protocol ?? ReadProtocol(configuration);
        return new OtlpTarget
        {
            Address = ReadAddress(options, configuration, protocol),
            Protocol = protocol,
            Headers = options.Headers.Count > 0 ? [.. options.Headers] : ReadHeaders(configuration),
            Timeout = ReadTimeout(configuration),
            Gzip = ReadGzip(configuration),
            Authorities = ReadAuthorities(configuration),
            Certificate = ReadCertificate(configuration),
        };
    }

    /// <summary>Whether calls are held to the collector's budgets.</summary>
    /// <exception cref="InvalidOperationException">The variable cannot be read.</exception>
    public static bool HasBudgets(AiInstrumentOptions options, IConfiguration configuration) => options.Budgets.Enabled ?? (configuration[SettingNames.Budgets]?.Trim() switch
    {
        null or "" => false,
        var text when bool.TryParse(text, out var enabled) => enabled,
        var other => throw new InvalidOperationException($"{SettingNames.Budgets} is '{other}': it must be true or false."),
    });

    /// <summary>Where budgets are asked about. All but the address is as for spans.</summary>
    /// <exception cref="InvalidOperationException">A setting cannot be read; the message names it.</exception>
    public static OtlpTarget ReadForBudgets(AiInstrumentOptions options, IConfiguration configuration)
    {
        var spans = Read(options, configuration);
        return spans with { Protocol = OtlpExportProtocol.HttpProtobuf, Address = Below(options.Budgets.Endpoint ?? BudgetsBase(configuration, spans), BudgetsPath) };
    }

    private static Uri BudgetsBase(IConfiguration configuration, OtlpTarget spans)
    {
        if (configuration[SettingNames.BudgetsEndpoint] is { } value && !string.IsNullOrWhiteSpace(value))
        {
            return Uri.TryCreate(value.Trim(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? address
                : throw new InvalidOperationException($"{SettingNames.BudgetsEndpoint} is '{value}': it must be an absolute http or https address.");
        }

        var root = new UriBuilder(spans.Address.GetLeftPart(UriPartial.Authority));
        if (spans.Protocol == OtlpExportProtocol.HttpProtobuf)
        {
            root.Path = spans.Address.AbsolutePath.EndsWith("/" + TracesPath, StringComparison.Ordinal) ? spans.Address.AbsolutePath[..^TracesPath.Length] : "";
            return root.Uri;
        }

        root.Port = root.Port == GrpcPort
            ? HttpPort
            : throw new InvalidOperationException($"Budgets are asked about over HTTP, and spans go over gRPC to a port of its own: set AiInstrumentOptions.Budgets.Endpoint or {SettingNames.BudgetsEndpoint} to the collector's OTLP/HTTP address.");
        return root.Uri;
    }

    private static OtlpExportProtocol ReadProtocol(IConfiguration configuration) => Find(configuration, SettingNames.Protocol) switch
    {
        null or (_, "http/protobuf") => OtlpExportProtocol.HttpProtobuf,
        (_, "grpc") => OtlpExportProtocol.Grpc,
        var (name, other) => throw new InvalidOperationException($"{name} is '{other}': it must be http/protobuf or grpc."),
    };

    private static Uri ReadAddress(AiInstrumentOptions options, IConfiguration configuration, OtlpExportProtocol protocol)
    {
        var isGrpc = protocol == OtlpExportProtocol.Grpc;
        var path = isGrpc ? GrpcPath : TracesPath;
        if (options.Endpoint is { } endpoint)
        {
            return Below(endpoint, path);
        }

        var (name, value) = Find(configuration, SettingNames.Endpoint) ?? ("", FormattableString.Invariant($"http://localhost:{(isGrpc ? GrpcPort : HttpPort)}"));
        if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException($"{name} is '{value}': it must be an absolute http or https address.");
        }

        // The traces' own address is used as it is; gRPC has its path by definition.
        return !isGrpc && name == ForTraces(SettingNames.Endpoint) ? address : Below(address, path);
    }

    // Pairs as in W3C baggage: name=value, separated by commas, the values percent-encoded. A value is a secret and is not quoted.
    private static IReadOnlyList<KeyValuePair<string, string>> ReadHeaders(IConfiguration configuration)
    {
        if (Find(configuration, SettingNames.Headers) is not var (name, text))
        {
            return [];
        }

        var headers = new List<KeyValuePair<string, string>>();
        foreach (var pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new InvalidOperationException($"{name} has an entry that is not of the form name=value.");
            }

            headers.Add(new(Uri.UnescapeDataString(pair[..equals].TrimEnd()), Uri.UnescapeDataString(pair[(equals + 1)..].TrimStart())));
        }

        return headers;
    }

    private static TimeSpan ReadTimeout(IConfiguration configuration) => Find(configuration, SettingNames.Timeout) switch
    {
        null => TimeSpan.FromSeconds(10),
        (_, var text) when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0 => TimeSpan.FromMilliseconds(milliseconds),
        var (name, other) => throw new InvalidOperationException($"{name} is '{other}': it must be a number of milliseconds above zero."),
    };

    private static bool ReadGzip(IConfiguration configuration) => Find(configuration, SettingNames.Compression) switch
    {
        null or (_, "none") => false,
        (_, "gzip") => true,
        var (name, other) => throw new InvalidOperationException($"{name} is '{other}': it must be gzip or none."),
    };

    private static X509Certificate2Collection? ReadAuthorities(IConfiguration configuration)
    {
        if (Find(configuration, SettingNames.Certificate) is not var (name, path))
        {
            return null;
        }

        var authorities = new X509Certificate2Collection();
        return FromFile(name, () =>
        {
            authorities.ImportFromPemFile(path);
            return authorities;
        });
    }

    private static X509Certificate2? ReadCertificate(IConfiguration configuration) =>
        Find(configuration, SettingNames.ClientCertificate) is var (name, path)
            ? FromFile(name, () => X509Certificate2.CreateFromPemFile(path, Find(configuration, SettingNames.ClientKey)?.Value))
            : null;

    private static T FromFile<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new InvalidOperationException($"{name} names a file that cannot be read as PEM.", e);
        }
    }

    // An empty variable counts as one that is not set (OpenTelemetry environment variable specification).
    private static (string Name, string Value)? Find(IConfiguration configuration, string setting)
    {
        foreach (var name in (ReadOnlySpan<string>)[ForTraces(setting), setting])
        {
            if (configuration[name] is { } value && !string.IsNullOrWhiteSpace(value))
            {
                return (name, value.Trim());
            }
        }

        return null;
    }

    private static string ForTraces(string setting) => SettingNames.Prefix + "TRACES_" + setting[SettingNames.Prefix.Length..];

    private static Uri Below(Uri endpoint, string path)
    {
        var address = new UriBuilder(endpoint);
        var given = address.Path.TrimEnd('/');
        address.Path = given.EndsWith("/" + path, StringComparison.Ordinal) ? given : given + "/" + path;
        return address.Uri;
    }
}
