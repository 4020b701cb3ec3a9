using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Preferences;
using AiInstrument.Dashboard.Scope;

namespace AiInstrument.Dashboard.Api.Requests;

/// <summary>A scope by the day of the week and the hour.</summary>
/// <param name="Scope">Days and filter.</param>
/// <param name="Zone">Whose hours.</param>
internal sealed record HeatMapRequest(UsageScope Scope, DisplayZone Zone) : IQueryRequest<HeatMapRequest>
{
    public static HeatMapRequest Read(QueryReader query, TimeProvider time)
    {
        var scope = UsageScope.Read(query, time);
        var name = query.Text(AddressChoices.Zone, "The time zone of days and hours, by its IANA name; UTC where it is left out or is not whole hours away from it.", "Europe/Istanbul");
        AddressChoices.CheckZone(query, name);
        return new HeatMapRequest(scope, DisplayZone.Find(name) ?? DisplayZone.Utc);
    }
}
