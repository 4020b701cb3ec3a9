using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>Part of the audit log.</summary>
/// <param name="Actor">Only what this one did; null for all.</param>
/// <param name="Action">Only this action; null for all.</param>
/// <param name="Part">Where it begins and how long it is.</param>
internal sealed record AuditRequest(string? Actor, string? Action, OlderRequest Part) : IQueryRequest<AuditRequest>
{
    public static AuditRequest Read(QueryReader query, TimeProvider time) => new(
        query.Text("actor", "Only what this one did: an account's name, `key:7`, `admin` or `cli`."),
        query.Text("action", "Only this action, such as `budget.created`."),
        OlderRequest.Read(query, time));
}
