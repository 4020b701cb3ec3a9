namespace AiInstrument.Cli.Diagnosis;

/// <summary>Reads the variables that applications read, and says which of them contradict each other.</summary>
/// <param name="environment">Reads a variable.</param>
internal sealed class VariableCheck(Func<string, string?> environment)
{
    private const string Check = "variables";
    private const string Prefix = "OTEL_EXPORTER_OTLP_";
    private const string Protobuf = "http/protobuf";
    private const string Grpc = "grpc";
    private const string TracesPath = "/v1/traces";

    /// <summary>Where applications send that are started with these variables.</summary>
    /// <param name="endpoint">An address that goes before the variables, or null.</param>
    /// <param name="keyVariable">The variable that holds the key, or null for the headers' own.</param>
    /// <param name="findings">Takes what is found.</param>
    /// <returns>Null when there is no address that can be used.</returns>
    public Target? Read(string? endpoint, string? keyVariable, List<Finding> findings)
    {
        var before = findings.Count;
        var (name, text) = endpoint is not null ? ("--endpoint", endpoint) : Find("ENDPOINT") is ({ } variable, { } value) ? (variable, value) : ("the default", "http://127.0.0.1:4318");
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            findings.Add(Finding.Fail(Check, $"{name} is no http or https address.", "Write it as http://127.0.0.1:4318."));
            return null;
        }

        var headers = ReadHeaders(keyVariable, findings);
        var protocol = ReadProtocol(findings);
        address = CheckPath(name, address, findings);
        CheckPort(address, protocol, findings);
        if (findings.Count == before)
        {
            findings.Add(Finding.Ok(Check, $"{name} is {address.GetLeftPart(UriPartial.Path)}, by {protocol ?? Protobuf}{(headers.Count > 0 ? " with " + string.Join(", ", headers.Select(header => header.Key)) : "")}."));
        }

        return new Target(address, protocol == Grpc || (protocol is null && address.Port == 4317), headers, name);
    }

    private static Uri CheckPath(string name, Uri address, List<Finding> findings)
    {
        if (!address.AbsolutePath.EndsWith(TracesPath, StringComparison.Ordinal))
        {
            return address;
        }

        if (!name.Contains("TRACES", StringComparison.Ordinal))
        {
            findings.Add(Finding.Warn(Check, $"{name} ends in {TracesPath}, which SDKs add themselves.", $"Leave {TracesPath} out, or set {Prefix}TRACES_ENDPOINT."));
        }

        return new UriBuilder(address) { Path = address.AbsolutePath[..^TracesPath.Length] }.Uri;
    }

    private static void CheckPort(Uri address, string? protocol, List<Finding> findings)
    {
        if (address.Port == 4317 && protocol == Protobuf)
        {
            findings.Add(Finding.Fail(Check, $"Port 4317 is for gRPC, and the protocol is {Protobuf}.", $"Send to port 4318, or set {Prefix}PROTOCOL=grpc."));
        }
        else if (address.Port == 4317 && protocol is null)
        {
            findings.Add(Finding.Warn(Check, $"Port 4317 is for gRPC, and no protocol is set: AiInstrument then sends by {Protobuf}.", $"Set {Prefix}PROTOCOL=grpc, or send to port 4318."));
        }
        else if (address.Port == 4318 && protocol == Grpc)
        {
            findings.Add(Finding.Fail(Check, "Port 4318 is for OTLP/HTTP, and the protocol is grpc.", $"Send to port 4317, or set {Prefix}PROTOCOL={Protobuf}."));
        }
    }

    private string? ReadProtocol(List<Finding> findings)
    {
        var (name, text) = Find("PROTOCOL");
        if (text is null or Protobuf or Grpc)
        {
            return text;
        }

        findings.Add(Finding.Fail(Check, $"{name} is '{text}'.", $"It must be {Protobuf} or {Grpc}."));
        return null;
    }

    private List<KeyValuePair<string, string>> ReadHeaders(string? keyVariable, List<Finding> findings)
    {
        var headers = new List<KeyValuePair<string, string>>();
        var (name, text) = Find("HEADERS");
        foreach (var pair in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || pair[..at].Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not '-' and not '_'))
            {
                // Not what it is: a value in the wrong place is a secret all the same.
                findings.Add(Finding.Fail(Check, $"{name} cannot be read: an entry is not name=value.", "Write it as x-api-key=KEY, several separated by commas."));
                continue;
            }

            headers.Add(new(pair[..at].Trim(), Uri.UnescapeDataString(pair[(at + 1)..].Trim())));
        }

        if (keyVariable is not null)
        {
            if (environment(keyVariable)?.Trim() is { Length: > 0 } key)
            {
                headers.RemoveAll(header => header.Key.Equals("x-api-key", StringComparison.OrdinalIgnoreCase) || header.Key.Equals("authorization", StringComparison.OrdinalIgnoreCase));
                headers.Add(new("x-api-key", key));
            }
            else
            {
                findings.Add(Finding.Fail(Check, $"{keyVariable} is not set.", "Set it to the key, or leave --key-env out."));
            }
        }

        return headers;
    }

    private (string? Name, string? Value) Find(string suffix)
    {
        foreach (var name in (string[])[$"{Prefix}TRACES_{suffix}", Prefix + suffix])
        {
            if (environment(name)?.Trim() is { Length: > 0 } value)
            {
                return (name, value);
            }
        }

        return (null, null);
    }
}
