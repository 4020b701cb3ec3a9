namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;

/// <summary>Where a list is and how its other pages are reached.</summary>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">Rows of a page.</param>
/// <param name="Rows">Rows of all pages.</param>
/// <param name="Href">A page's address.</param>
internal sealed record Pager(int Page, int PageSize, long Rows, Func<int, string> Href)
{
    public int Pages => (int)((Rows + PageSize - 1) / PageSize);

    /// <summary>Whether nobody knows how many pages there are.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The page before; null on the first.</summary>
    public string? Previous { get; init; } = Page > 1 ? Href(Page - 1) : null;

    /// <summary>The page after; null on the last.</summary>
    public string? Next { get; init; } = (long)Page * PageSize < Rows ? Href(Page + 1) : null;
}
