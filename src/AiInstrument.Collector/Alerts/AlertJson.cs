using System.Text.Json.Serialization;
using AiInstrument.Collector.Alerts.Channels;
using AiInstrument.Collector.Alerts.Delivery;
using AiInstrument.Collector.Queries;

namespace AiInstrument.Collector.Alerts;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(UsageFilter))]
[JsonSerializable(typeof(ChannelSettings))]
[JsonSerializable(typeof(AlertMessage))]
[JsonSerializable(typeof(AlertRule))]
[JsonSerializable(typeof(NotificationChannel))]
internal sealed partial class AlertJson : JsonSerializerContext;
