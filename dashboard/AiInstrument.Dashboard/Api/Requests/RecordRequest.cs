using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>A record.</summary>
/// <param name="Content">Whether its prompt and answer are asked for, and nothing else.</param>
internal sealed record RecordRequest(bool Content) : IQueryRequest<RecordRequest>
{
    public static RecordRequest Read(QueryReader query, TimeProvider time) =>
        new(query.Choice("include", ["content"], "`content` for the prompt and the answer in place of the figures: for admins who signed in, not for keys.") is not null);
}
