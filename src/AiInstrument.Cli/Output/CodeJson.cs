using System.Text.Json.Serialization;
using AiInstrument.Cli.Baselines;
using AiInstrument.Cli.Builds;
using AiInstrument.Cli.Scanning;

namespace AiInstrument.Cli.Output;

/// <summary>What commands about code write as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(Baseline))]
[JsonSerializable(typeof(BaselineCheck))]
[JsonSerializable(typeof(BuildDiff))]
[JsonSerializable(typeof(CoverageReport))]
[JsonSerializable(typeof(ScanReport))]
internal sealed partial class CodeJson : JsonSerializerContext;
