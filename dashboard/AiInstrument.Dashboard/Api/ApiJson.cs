using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using AiInstrument.Dashboard.Api.Answers.Management;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Dashboard.Api;

/// <summary>How each type of the API is written: whatever the application around the dashboard has set for its own JSON, the answers and their document are made by these.</summary>
internal static class ApiJson
{
    private static readonly JsonSerializerContext[] Contexts = [UsageJson.Default, PricesJson.Default];

    /// <summary>How a type is written.</summary>
    /// <exception cref="InvalidOperationException">No context knows the type: add it to <see cref="UsageJson"/>.</exception>
    public static JsonTypeInfo Of(Type type) => Contexts.Select(context => context.GetTypeInfo(type)).FirstOrDefault(info => info is not null)
        ?? throw new InvalidOperationException($"The API cannot write {type}: add it to {nameof(UsageJson)}.");

    /// <summary>A value as an answer.</summary>
    public static IResult Result<T>(T value, int status = StatusCodes.Status200OK) => Results.Json(value, (JsonTypeInfo<T>)Of(typeof(T)), statusCode: status);
}
