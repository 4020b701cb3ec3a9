using System.Globalization;
using System.Text.Json;
using AiInstrument.Collector.Auditing;
using AiInstrument.Dashboard.Formatting;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Administration;

/// <summary>Who changed what, newest first.</summary>
internal sealed class AuditModel(IAuditLog log, TimeProvider time, IStringLocalizer<Text> text) : FormPage(time, text)
{
    private const int PageSize = 50;

    public IReadOnlyList<AuditEntry> Entries { get; private set; } = [];

    public IReadOnlyList<string> Actors { get; private set; } = [];

    public IReadOnlyList<string> Actions { get; private set; } = [];

    public string? Actor { get; private set; }

    public string? Action { get; private set; }

    /// <summary>Where the next page begins; null on the last.</summary>
    public long? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Show("audit", Text["Nav.Audit"], Text["Audit.About"]);
        (Actor, Action, var before) = Read(query =>
        {
            var from = query.Text("before");
            if (from is null)
            {
                return (query.Text("actor"), query.Text("action"), (long?)null);
            }

            if (!long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                query.Problem("before", $"'{from}' is no entry's number.");
            }

            return (query.Text("actor"), query.Text("action"), id == 0 ? null : id);
        });
        (Actors, Actions) = await log.GetNamesAsync(Workspace, cancellationToken).ConfigureAwait(false);
        var entries = await log.FindAsync(Workspace, Actor, Action, before, PageSize + 1, cancellationToken).ConfigureAwait(false);
        Entries = [.. entries.Take(PageSize)];
        Next = entries.Count > PageSize ? Entries[^1].Id : null;
    }

    /// <summary>Details that are seen at once; more open on request.</summary>
    public const int DetailsAtOnce = 3;

    /// <summary>The details as names and values, for reading.</summary>
    public static IReadOnlyList<(string Name, string Value)> Read(AuditEntry entry)
    {
        using var details = JsonDocument.Parse(entry.Details);
        return details.RootElement.ValueKind == JsonValueKind.Object
            ? [.. details.RootElement.EnumerateObject().Select(property => (property.Name, Plain(property.Value)))]
            : [("", Plain(details.RootElement))];
    }

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.Null => "–",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Plain)),
        JsonValueKind.Object => string.Join(" · ", value.EnumerateObject().Select(property => $"{property.Name}: {Plain(property.Value)}")),
        JsonValueKind.Number when value.TryGetInt64(out var count) => Figures.Count(count),
        _ => value.GetRawText(),
    };
}
