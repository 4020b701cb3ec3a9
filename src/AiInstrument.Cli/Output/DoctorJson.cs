using System.Text.Json.Serialization;
using AiInstrument.Cli.Diagnosis;

namespace AiInstrument.Cli.Output;

/// <summary>What <c>doctor</c> found as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(List<Finding>))]
internal sealed partial class DoctorJson : JsonSerializerContext;
