namespace AiInstrument.Cli.Diagnosis;

/// <summary>Where applications send, and with what.</summary>
/// <param name="Endpoint">The address without a path of a signal.</param>
/// <param name="Grpc">Whether the settings say gRPC.</param>
/// <param name="Headers">The headers that go with each request. The values are secrets.</param>
/// <param name="From">Where the address comes from.</param>
internal sealed record Target(Uri Endpoint, bool Grpc, IReadOnlyList<KeyValuePair<string, string>> Headers, string From);
