using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Live;

/// <summary>What a stream is about.</summary>
/// <param name="Scope">Days and filter.</param>
/// <param name="After">The id of the newest record that is known; null to begin with what is there now.</param>
internal sealed record LiveRequest(UsageScope Scope, long? After) : IQueryRequest<LiveRequest>
{
    public static LiveRequest Read(QueryReader query, TimeProvider time) =>
        new(UsageScope.Read(query, time), query.Id("after", "Also records that arrived after the one with this id; the header `Last-Event-ID` says the same and wins.", min: 0));
}
