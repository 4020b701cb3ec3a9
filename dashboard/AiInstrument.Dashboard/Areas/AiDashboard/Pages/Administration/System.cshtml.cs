using System.Globalization;
using AiInstrument.Collector.Observation;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Administration;

/// <summary>How the collector itself is doing: what came in, what waits, how fast it writes, what the disk holds, what is kept, and what applications say they have lost.</summary>
[OpenTo(PageAudience.Readers)]
internal sealed class SystemModel(ICollectorObservation observation, IUsageQueries queries, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    private const string Off = "off";
    private static readonly IReadOnlyList<string> Intervals = [Off, "10", "60"];

    public CollectorState State { get; private set; } = null!;

    /// <summary>Seconds until the page loads itself again; null for never.</summary>
    public string? Refresh { get; private set; }

    public Segments Refreshes { get; private set; } = null!;

    public IReadOnlyList<SystemCard> Cards { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Section = "system";
        Windowed = false;
        Title = text["Nav.System"];
        About = text["System.About"];
        (Scope, var interval) = Read(query => (UsageScope.Read(query, time), query.Choice("refresh", Intervals) ?? Off));
        Refresh = interval == Off ? null : interval;
        Refreshes = new Segments(
            text["System.Refresh"],
            [.. Intervals.Select(choice => choice == Off
                ? new Segment(text["System.Refresh.Off"], links.System(), interval == Off)
                : new Segment(text["System.Refresh.Every", choice], links.System(choice), choice == interval))]);
        State = await observation.ReadAsync(cancellationToken).ConfigureAwait(false);
        var always = new UsageWindow("all", null, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        var losses = await queries.GetLossesAsync(Workspace, always, cancellationToken).ConfigureAwait(false);
        Cards =
        [
            new("Rejected", [.. State.Rejected.Select(count => (text["System.Rejected." + count.Name].Value, Figures.Count(count.Count)))]),
            new("Refused", [.. Refused()]),
            new("Lost", [.. losses.Select(loss => (loss.Service.Length == 0 ? "–" : loss.Service, text["System.Lost.Count", Figures.Count(loss.Lost), Figures.Count(loss.Rejected)].Value))]),
            Storage(),
            Retention(),
            new("Versions",
            [
                ("AiInstrument", State.Version),
                (text["System.Schema"], State.SchemaVersion),
                ("SQLite", State.SqliteVersion),
                (text["System.Runtime"], State.RuntimeVersion),
            ]),
        ];
    }

    private IEnumerable<(string Name, string Value)> Refused()
    {
        foreach (var count in State.Refused)
        {
            yield return (count.Name, Figures.Count(count.Count));
        }

        if (State.FailedCommits > 0)
        {
            yield return (text["System.FailedCommits"], Figures.Count(State.FailedCommits));
        }
    }

    private SystemCard Storage() => new("Storage",
    [
        (text["System.Database"], Figures.Bytes(State.DatabaseBytes)),
        (text["System.Wal"], Figures.Bytes(State.WalBytes)),
        (text["System.FreeDisk"], Figures.Bytes(State.FreeDiskBytes)),
        (text["System.Integrity"], State.IntegrityChecked is { } at ? text["System.Integrity.Checked", Figures.LongMoment(at)] : text["System.Integrity.NotNeeded"]),
    ]);

    private SystemCard Retention() => new("Retention",
    [
        (text["System.KeepsDays"], State.RetentionDays is { } days ? Figures.Count(days) : text["System.KeepsAll"]),
        (text["System.KeepsBytes"], State.MaxDatabaseBytes is { } bytes ? Figures.Bytes(bytes) : text["System.NoBound"]),
        (text["System.KeptFrom"], State.KeptFrom is { } day ? day.ToString("d MMMM yyyy", CultureInfo.CurrentCulture) : text["System.NothingRemoved"]),
        (text["System.RetentionRun"], State.RetentionRun is { } run ? Figures.LongMoment(run) : "–"),
        (text["System.Removed"], text["System.Removed.Value", Figures.Count(State.Removed)]),
    ]);
}
