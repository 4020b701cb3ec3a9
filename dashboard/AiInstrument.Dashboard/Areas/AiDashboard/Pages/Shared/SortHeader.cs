namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;

/// <summary>A column's heading that sorts by the column: figures largest first, names from A, and the other way round when it sorts already.</summary>
internal sealed record SortHeader(string Name, string Key, string? Sort, bool Number, Func<string, string> Address)
{
    public string? Order => Sort == Key ? "ascending" : Sort == "-" + Key ? "descending" : null;

    public string Href => Address(Order switch
    {
        "ascending" => "-" + Key,
        "descending" => Key,
        _ => Number ? "-" + Key : Key,
    });
}
