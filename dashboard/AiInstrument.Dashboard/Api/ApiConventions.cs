using AiInstrument.Dashboard.Api.Describing;
using AiInstrument.Dashboard.Api.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Dashboard.Api;

/// <summary>What an endpoint of the API says of itself beyond what its handler's parameters and result say.</summary>
internal static class ApiConventions
{
    /// <summary>What a part of the path is.</summary>
    public static RouteHandlerBuilder Path(this RouteHandlerBuilder endpoint, string name, string about) => endpoint.WithMetadata(new ApiPathParameter(name, about));

    /// <summary>It answers 404 where there is nothing.</summary>
    public static RouteHandlerBuilder MayBeMissing(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new ApiMissing());

    /// <summary>It takes a body.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, Type? type, string about) => endpoint.WithMetadata(new ApiBody(type, about));

    /// <summary>It gives this answer too, or in place of the one with status 200 where the status is another.</summary>
    public static RouteHandlerBuilder Answers(this RouteHandlerBuilder endpoint, ApiResponse response) => endpoint.WithMetadata(response);

    /// <summary>It refuses API keys.</summary>
    public static RouteHandlerBuilder ForPeople(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new ApiForPeople());

    /// <summary>It is for admins who signed in, with the antiforgery token of a page.</summary>
    public static RouteHandlerBuilder ForAdmins(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new ApiAdminWrite()).AddEndpointFilter(AdminWrites.RequireAsync);
}
