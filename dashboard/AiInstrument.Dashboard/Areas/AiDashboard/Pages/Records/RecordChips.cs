using AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Records;

/// <summary>What narrows a list of records beside its dimensions.</summary>
internal static class RecordChips
{
    /// <summary>One chip for each narrowing, the status and the search.</summary>
    public static IReadOnlyList<FilterChip> Of(RecordsRequest request, DashboardLinks links, IStringLocalizer<Text> text) =>
    [
        .. One(links, "status", text["Column.Status"], request.Status is { } status ? text["Status." + status].Value : null),
        .. One(links, "search", text["Records.Search"], request.Search),
        .. Narrowing.All.SelectMany(narrowing => One(
            links,
            narrowing.Parameter,
            text[narrowing.Key],
            narrowing.Get(request.Narrowing) is { } value && narrowing.Kind == NarrowingKind.Flag ? text[value == "true" ? "Yes" : "No"].Value : narrowing.Get(request.Narrowing))),
        .. One(links, "uncounted", text["Records.Uncounted"], request.IncludeUncounted ? text["Yes"].Value : null),
    ];

    private static IEnumerable<FilterChip> One(DashboardLinks links, string parameter, string name, string? value) =>
        value is null ? [] : [new(name, value, links.WithoutParameter(parameter))];
}
