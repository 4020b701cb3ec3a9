using AiInstrument.Dashboard.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Api.Endpoints;

/// <summary>What changes the control plane is done by people: a key may be in a script, and a page of another site may send an admin's cookie.</summary>
internal static class AdminWrites
{
    /// <summary>Lets signed-in admins through whose request carries the antiforgery token of a page.</summary>
    public static async ValueTask<object?> RequireAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!http.User.IsAdmin())
        {
            return ApiProblem.Forbidden("This is changed by signed-in admins; an API key may only read it.");
        }

        return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http).ConfigureAwait(false)
            ? await next(context).ConfigureAwait(false)
            : ApiProblem.Forbidden("The antiforgery token is missing or wrong: send that of a page in the header RequestVerificationToken.");
    }
}
