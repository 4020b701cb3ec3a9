using Microsoft.AspNetCore.Http;

namespace AiInstrument.Dashboard.Access;

/// <summary>Where a request carries an API key.</summary>
internal static class ApiKeyHeader
{
    public const string Name = "x-api-key";

    private const string Bearer = "Bearer ";

    /// <summary>The key of the header of its own; empty when the header is there and is no key, null when it is not there.</summary>
    public static string? Own(IHeaderDictionary headers) => headers.TryGetValue(Name, out var values) ? (values is [{ Length: > 0 } only] ? only : "") : null;

    /// <summary>The bearer token, which may be a key or something that the application around the dashboard knows; null when there is none.</summary>
    public static string? Token(IHeaderDictionary headers) =>
        headers.Authorization is [{ } only] && only.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && only[Bearer.Length..].Trim() is { Length: > 0 } token ? token : null;
}
