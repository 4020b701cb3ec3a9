using System.ClientModel;
using Anthropic.Exceptions;
using Microsoft.AspNetCore.Diagnostics;

namespace SupportDesk.Models;

/// <summary>A model that refuses or fails is not the desk's fault: 503, so that the caller tries again.</summary>
internal sealed class ModelErrors : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not (ClientResultException or AnthropicApiException))
        {
            return false;
        }

        await TypedResults.Problem("The model did not answer.", statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(httpContext);
        return true;
    }
}
