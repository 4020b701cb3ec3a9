using AiInstrument.Dashboard.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace AiInstrument.Dashboard.Api;

/// <summary>Errors of the JSON API as problem details (RFC 9457).</summary>
internal sealed class ApiProblem : IResult
{
    public const string ContentType = "application/problem+json";

    private readonly IResult _result;

    private ApiProblem(IResult result) => _result = result;

    public static Task Write(HttpContext context, int status, string detail)
    {
        SecurityHeaders.Apply(context.Response.Headers);
        return Of(status, detail).ExecuteAsync(context);
    }

    public static ApiProblem BadParameters(IReadOnlyDictionary<string, string[]> errors) => Json(new HttpValidationProblemDetails(errors.ToDictionary())
    {
        Status = StatusCodes.Status400BadRequest,
        Title = "Some parameters are not valid.",
    });

    public static ApiProblem BadRequest(string detail) => Of(StatusCodes.Status400BadRequest, detail);

    public static ApiProblem Forbidden(string detail) => Of(StatusCodes.Status403Forbidden, detail);

    public static ApiProblem NotFound(string detail) => Of(StatusCodes.Status404NotFound, detail);

    /// <summary>Any other.</summary>
    public static ApiProblem Of(int status, string detail) => Json(new ProblemDetails
    {
        Status = status,
        Title = ReasonPhrases.GetReasonPhrase(status),
        Detail = detail,
    });

    public Task ExecuteAsync(HttpContext httpContext) => _result.ExecuteAsync(httpContext);

    private static ApiProblem Json<T>(T problem)
        where T : ProblemDetails => new(Results.Json(problem, UsageJson.Default, contentType: ContentType, statusCode: problem.Status));
}
