using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Views;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Routing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Administration;

/// <summary>Where people read the source of each service: a template of an address, into which a record's file and line go.</summary>
internal sealed class SourcesModel(ISourceLinks sources, IUsageQueries queries, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : FormPage(time, text)
{
    /// <summary>The services with their templates; an empty one stands for all that have none of their own.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> All { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellationToken) => ShowAsync(null, null, cancellationToken);

    public async Task<IActionResult> OnPostAsync([FromForm] string? service, [FromForm] string? template, CancellationToken cancellationToken)
    {
        var (name, typed) = (service ?? "", template?.Trim() ?? "");
        var parsed = SourceTemplate.Parse(typed);
        if (parsed is null && typed.Length > 0)
        {
            Refuse(Field(name), "Sources.Wrong");
            await ShowAsync(name, typed, cancellationToken).ConfigureAwait(false);
            return Again();
        }

        await sources.SetAsync(User.Actor(), name, parsed, cancellationToken).ConfigureAwait(false);
        return LocalRedirect(links.Sources);
    }

    /// <summary>A service's field on the page.</summary>
    public string Field(string service) => "template-" + Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(service));

    private async Task ShowAsync(string? service, string? typed, CancellationToken cancellationToken)
    {
        Show("coverage", Text["Sources"], Text["Sources.About"]);
        var templates = await sources.ListAsync(Workspace, cancellationToken).ConfigureAwait(false);
        var seen = await queries.GetBreakdownAsync(Workspace, Scope!.Window, UsageFilter.None, UsageDimension.Service, cancellationToken).ConfigureAwait(false);
        All = [.. seen.Select(group => group.Name).OfType<string>().Concat(templates.Keys).Append("").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => KeyValuePair.Create(name, name == service ? typed! : templates.GetValueOrDefault(name)?.Text ?? ""))];
    }
}
