using System.Text.Json.Serialization;

namespace AiInstrument.Collector.Tests.Auditing;

[JsonSerializable(typeof(Dictionary<string, int>))]
internal sealed partial class AuditDetailsJson : JsonSerializerContext;
