using AiInstrument.Dashboard.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace AiInstrument.Dashboard.Api;

/// <summary>Errors of the JSON API as problem details (RFC 9457).</summary>
internal static class ApiProblem
{
    private const string ContentType = "application/problem+json";

    public static Task Write(HttpContext context, int status, string detail)
    {
        SecurityHeaders.Apply(context.Response.Headers);
        return Plain(status, detail).ExecuteAsync(context);
    }

    public static IResult BadParameters(IReadOnlyDictionary<string, string[]> errors) => Json(new HttpValidationProblemDetails(errors.ToDictionary())
    {
        Status = StatusCodes.Status400BadRequest,
        Title = "Some parameters are not valid.",
    });

    public static IResult NotFound(string detail) => Plain(StatusCodes.Status404NotFound, detail);

    public static IResult Forbidden(string detail) => Plain(StatusCodes.Status403Forbidden, detail);

    private static IResult Plain(int status, string detail) => Json(new ProblemDetails
    {
        Status = status,
        Title = ReasonPhrases.GetReasonPhrase(status),
        Detail = detail,
    });

    private static IResult Json<T>(T problem)
        where T : ProblemDetails => Results.Json(problem, UsageJson.Default, contentType: ContentType, statusCode: problem.Status);
}
