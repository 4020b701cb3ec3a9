using AiInstrument.Collector.Content;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Primitives;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Records;

/// <summary>
/// Finds words in prompts and answers. What is searched for comes by POST and is shown in the answer to it: it never stands in an address, which browsers and proxies keep
/// and which links pass on.
/// </summary>
internal sealed class ContentSearchModel(IContentSearch search, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : FormPage(time, text)
{
    private readonly TimeProvider _time = time;

    /// <summary>The list that is searched.</summary>
    public RecordsRequest Table { get; private set; } = null!;

    /// <summary>What was typed.</summary>
    public string Words { get; private set; } = "";

    /// <summary>What was found; null before the search.</summary>
    public ContentFindings? Found { get; private set; }

    /// <summary>This page, about the same records.</summary>
    public string Address => links.ContentSearch(Table);

    public void OnGet() => ShowPage();

    public async Task<IActionResult> OnPostAsync([FromForm] string? words, [FromForm] string? further, CancellationToken cancellationToken)
    {
        ShowPage();
        Words = words?.Trim() ?? "";
        if (Words.Length is < 2 or > IContentSearch.MostCharacters)
        {
            Refuse("words", "ContentSearch.Wrong");
            return Again();
        }

        var from = further is null ? null : new QueryReader(new QueryCollection(new Dictionary<string, StringValues>(StringComparer.Ordinal) { ["before"] = further })).Instant("before");
        Found = await search.FindAsync(User.Actor(), Words, Table.ToRecordQuery() with { Before = from }, cancellationToken).ConfigureAwait(false);
        return Page();
    }

    private void ShowPage()
    {
        Show("records", Text["ContentSearch"], Text["ContentSearch.About"]);
        Table = Read(query => RecordsRequest.Read(query, _time)).AtStart with { Before = null };
        Scope = Table.Scope;
        Windowed = true;
        Chips = RecordChips.Of(Table, links, Text);
    }
}
