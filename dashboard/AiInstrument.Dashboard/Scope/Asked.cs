using System.Reflection;
using AiInstrument.Dashboard.Api.Describing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Dashboard.Scope;

/// <summary>The query of a request to the API, read once. Where something is wrong with it the endpoint is not called: the answer is 400 and names it.</summary>
/// <typeparam name="T">What is asked for.</typeparam>
/// <param name="request">What was asked for.</param>
/// <param name="problems">What is wrong with it.</param>
internal sealed class Asked<T>(T request, IReadOnlyDictionary<string, string[]> problems) : IAsked, IBindableFromHttpContext<Asked<T>>, IEndpointParameterMetadataProvider
    where T : IQueryRequest<T>
{
    public T Request => request;

    public IReadOnlyDictionary<string, string[]> Problems => problems;

    public static ValueTask<Asked<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var query = new QueryReader(context.Request.Query);
        return ValueTask.FromResult<Asked<T>?>(new(T.Read(query, context.RequestServices.GetRequiredService<TimeProvider>()), query.Problems));
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new ApiParameters(QueryReader.Declare(query => T.Read(query, TimeProvider.System))));
}
