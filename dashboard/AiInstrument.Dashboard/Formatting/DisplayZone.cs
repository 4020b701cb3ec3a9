using System.Globalization;
using System.Text.RegularExpressions;

namespace AiInstrument.Dashboard.Formatting;

/// <summary>The time zone in which a page shows moments. Moments are stored in UTC, and the days of windows are UTC days whatever the zone.</summary>
/// <param name="Info">The zone.</param>
internal sealed partial record DisplayZone(TimeZoneInfo Info)
{
    public const string Cookie = "aiinstrument.timezone";

    private const string UtcId = "UTC";

    // As the culture, it belongs to the request and reaches every place that writes a moment.
    private static readonly AsyncLocal<DisplayZone?> Chosen = new();

    private static readonly Lazy<IReadOnlyList<string>> Known = new(() =>
        [UtcId, .. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId && zone.Id.Contains('/', StringComparison.Ordinal) && !zone.Id.StartsWith("Etc/", StringComparison.Ordinal)).Select(zone => zone.Id).Order(StringComparer.Ordinal)]);

    public static DisplayZone Utc { get; } = new(TimeZoneInfo.Utc);

    /// <summary>The zone of the page that is being written.</summary>
    public static DisplayZone Current
    {
        get => Chosen.Value ?? Utc;
        set => Chosen.Value = value;
    }

    /// <summary>The IANA names to choose from, UTC first; others that the machine knows can be named too.</summary>
    public static IReadOnlyList<string> Names => Known.Value;

    /// <summary>The zone's IANA name.</summary>
    public string Id => IsUtc ? UtcId : Info.Id;

    public bool IsUtc => Info.Id == TimeZoneInfo.Utc.Id;

    /// <summary>Finds a zone by its IANA name; null when there is none.</summary>
    public static DisplayZone? Find(string? name) =>
        name == UtcId ? Utc
        : name is not null && IanaName().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId ? new DisplayZone(zone)
        : null;

    /// <summary>A moment in the zone's time.</summary>
    public DateTimeOffset Of(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Info);

    /// <summary>How far the zone is from UTC at a moment, as in <c>UTC+5:30</c>.</summary>
    public string Offset(DateTimeOffset moment)
    {
        var offset = Info.GetUtcOffset(moment);
        return offset == TimeSpan.Zero ? UtcId : UtcId + (offset < TimeSpan.Zero ? "−" : "+") + offset.ToString(offset.Minutes == 0 ? "%h" : "h\\:mm", CultureInfo.InvariantCulture);
    }

    // What comes from an address is looked for as a file on some systems.
    [GeneratedRegex("^[A-Za-z0-9_+-]{1,32}(/[A-Za-z0-9_+-]{1,32}){0,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex IanaName();
}
