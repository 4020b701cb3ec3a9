using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>A model of the price list.</summary>
/// <param name="Provider">The provider as the list names it.</param>
/// <param name="Model">The name or pattern as the list names it.</param>
internal sealed record ModelRequest(string Provider, string Model) : IQueryRequest<ModelRequest>
{
    public static ModelRequest Read(QueryReader query, TimeProvider time) => new(
        query.Required("provider", "Name the provider.", "The provider as the list names it."), query.Required("model", "Name the model.", "The name or pattern as the list names it."));
}
