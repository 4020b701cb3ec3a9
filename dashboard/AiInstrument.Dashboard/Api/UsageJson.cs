using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace AiInstrument.Dashboard.Api;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UsageStats))]
[JsonSerializable(typeof(UsageRecords))]
[JsonSerializable(typeof(UsageTrace))]
[JsonSerializable(typeof(UsageSession))]
[JsonSerializable(typeof(UsageRecordContent))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(HttpValidationProblemDetails))]
internal sealed partial class UsageJson : JsonSerializerContext;
