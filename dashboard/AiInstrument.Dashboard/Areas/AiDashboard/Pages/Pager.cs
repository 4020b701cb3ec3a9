namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages;

/// <summary>Where a list is and how its other pages are reached.</summary>
/// <param name="Page">From 1.</param>
/// <param name="PageSize">Rows of a page.</param>
/// <param name="Rows">Rows of all pages.</param>
/// <param name="Href">A page's address.</param>
internal sealed record Pager(int Page, int PageSize, long Rows, Func<int, string> Href)
{
    public int Pages => (int)((Rows + PageSize - 1) / PageSize);
}
