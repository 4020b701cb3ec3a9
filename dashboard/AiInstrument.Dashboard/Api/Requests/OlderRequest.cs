using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>Part of a list that begins with the newest and grows.</summary>
/// <param name="Before">Only what is older than this id; null for the newest.</param>
/// <param name="Most">How many.</param>
internal sealed record OlderRequest(long? Before, int Most) : IQueryRequest<OlderRequest>
{
    public static OlderRequest Read(QueryReader query, TimeProvider time) =>
        new(query.Id("before", "Where the list goes on: the id of the last entry of the answer before."), query.Number("pageSize", 50, 1, 200, "Entries in an answer."));
}
