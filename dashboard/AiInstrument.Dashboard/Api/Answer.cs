using System.Reflection;
using AiInstrument.Dashboard.Api.Describing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace AiInstrument.Dashboard.Api;

/// <summary>What an endpoint of the API answers: JSON of one type, which its document names, or a problem.</summary>
/// <typeparam name="T">The type, known to <see cref="ApiJson"/>.</typeparam>
internal sealed class Answer<T> : IResult, IEndpointMetadataProvider
{
    private readonly IResult _result;

    private Answer(IResult result) => _result = result;

    public static implicit operator Answer<T>(T value) => new(ApiJson.Result(value));

    public static implicit operator Answer<T>(ApiProblem problem) => new(problem);

    /// <summary>An answer with another status than 200; the endpoint names it with <see cref="ApiConventions.Answers"/>.</summary>
    public static Answer<T> With(T value, int status) => new(ApiJson.Result(value, status));

    /// <summary>An answer of another content type; the endpoint names it with <see cref="ApiConventions.Answers"/>.</summary>
    public static Answer<T> Of(IResult other) => new(other);

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(ApiResponse.Of(typeof(T)));

    public Task ExecuteAsync(HttpContext httpContext) => _result.ExecuteAsync(httpContext);
}
