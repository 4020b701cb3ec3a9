using System.Text.Json.Serialization;

namespace AiInstrument.Cli.Output;

/// <summary>What <c>up</c> says as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(UpAddresses))]
internal sealed partial class UpJson : JsonSerializerContext;

/// <summary>Where a server that was started listens.</summary>
/// <param name="Dashboard">The dashboard and the JSON API.</param>
/// <param name="SignIn">Signs in once, within five minutes.</param>
/// <param name="OtlpHttp">OTLP/HTTP.</param>
/// <param name="OtlpGrpc">OTLP/gRPC.</param>
/// <param name="Data">The data folder.</param>
internal sealed record UpAddresses(Uri Dashboard, Uri SignIn, Uri OtlpHttp, Uri OtlpGrpc, string Data);
