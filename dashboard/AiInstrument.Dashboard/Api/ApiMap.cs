using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Api.Describing;
using AiInstrument.Dashboard.Scope;
using AiInstrument.Dashboard.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AiInstrument.Dashboard.Api;

/// <summary>
/// Maps the API's endpoints, each with its audience, a name and a summary. What they take and answer is read from their handlers: the query as <see cref="Asked{T}"/>, the answer as
/// <see cref="Answer{T}"/>. Wrong queries are answered with 400, other methods with 405.
/// </summary>
internal sealed class ApiMap
{
    private readonly RouteGroupBuilder _group;
    private readonly Dictionary<string, (PageAudience Audience, List<string> Methods)> _paths = new(StringComparer.Ordinal);

    /// <param name="endpoints">The application.</param>
    /// <param name="root">Where the API begins.</param>
    public ApiMap(IEndpointRouteBuilder endpoints, string root)
    {
        // An application's own documents are about the application: what is here stands in the document of this API.
        _group = endpoints.MapGroup(root).ExcludeFromDescription();
        ((IEndpointConventionBuilder)_group).Finally(endpoint => endpoint.Metadata.Add(new AuthorizeAttribute(
            DashboardAuthentication.ApiPolicyOf(endpoint.Metadata.OfType<OpenToAttribute>().LastOrDefault()?.Audience ?? PageAudience.Readers))));
        _group.AddEndpointFilter(async (context, next) =>
        {
            SecurityHeaders.Apply(context.HttpContext.Response.Headers);
            return context.Arguments.OfType<IAsked>().FirstOrDefault(asked => asked.Problems.Count > 0) is { } wrong
                ? ApiProblem.BadParameters(wrong.Problems)
                : await next(context).ConfigureAwait(false);
        });
    }

    /// <summary>An endpoint to read from.</summary>
    public RouteHandlerBuilder Get(PageAudience audience, string path, string name, string summary, Delegate answer) => Map(HttpMethods.Get, audience, path, name, summary, answer);

    /// <summary>An endpoint that changes something. It is for admins who signed in; others who may read are told so.</summary>
    public RouteHandlerBuilder Write(string method, string path, string name, string summary, Delegate answer) => Map(method, PageAudience.Readers, path, name, summary, answer).ForAdmins();

    /// <summary>Answers what is asked with other methods, or of nothing. To be called when all is mapped.</summary>
    /// <param name="unknown">The sentence for addresses at which nothing is.</param>
    public void MapRest(string unknown)
    {
        foreach (var (path, (audience, methods)) in _paths)
        {
            var allowed = string.Join(", ", methods);
            _group.Map(path, context =>
            {
                context.Response.Headers.Allow = allowed;
                return ApiProblem.Write(context, StatusCodes.Status405MethodNotAllowed, $"This address takes {allowed}.");
            }).WithMetadata(new OpenToAttribute(audience));
        }

        _group.Map("/{**unknown}", context => ApiProblem.Write(context, StatusCodes.Status404NotFound, unknown)).WithMetadata(new OpenToAttribute(PageAudience.Members));
    }

    private RouteHandlerBuilder Map(string method, PageAudience audience, string path, string name, string summary, Delegate answer)
    {
        if (_paths.TryGetValue(path, out var known))
        {
            known.Methods.Add(method);
        }
        else
        {
            _paths.Add(path, (audience, [method]));
        }

        return _group.MapMethods(path, [method], answer).WithMetadata(new OpenToAttribute(audience), new ApiOperation(name, summary));
    }
}
