using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>An organization.</summary>
/// <param name="Organization">The organization.</param>
internal sealed record OrganizationRequest(string Organization) : IQueryRequest<OrganizationRequest>
{
    public static OrganizationRequest Read(QueryReader query, TimeProvider time) => new(query.Required("organization", "Name the organization.", "The organization."));
}
