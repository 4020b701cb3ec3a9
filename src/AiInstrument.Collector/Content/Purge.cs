using System.Text.Json.Serialization;

namespace AiInstrument.Collector.Content;

/// <summary>An order to remove what is kept of an organization.</summary>
/// <param name="Id">Unique, so that it is carried out once in each database.</param>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="Organization">The organization's id, as the application gives it.</param>
/// <param name="Everything">Records and totals too, not content alone.</param>
/// <param name="AtUnixMs">When it was ordered: what began before goes, whenever it arrives.</param>
/// <param name="Actor">Who ordered it.</param>
internal sealed record Purge(string Id, int WorkspaceId, string Organization, bool Everything, long AtUnixMs, string Actor)
{
    /// <summary>What began before this goes.</summary>
    [JsonIgnore]
    public long AtUnixNano => AtUnixMs * 1_000_000;
}
