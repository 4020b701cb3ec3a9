using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Alerts;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Alerts;

/// <summary>A form of the alerts: what is wrong comes back as it was typed, with a word at each field and status 400.</summary>
internal abstract class AlertFormPage(DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string> Wrong { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What was typed; null before anything was.</summary>
    private FormReader? Typed { get; set; }

    protected IStringLocalizer<Text> Text => text;

    /// <summary>A field with what was typed, or what is stored.</summary>
    public FormField Field(string name, string label) =>
        new(name, text[label], Typed is null ? Stored(name) : Typed.Text(name), Wrong.TryGetValue(name, out var code) ? text["Alerts.Problem." + code].Value : null);

    /// <summary>What is stored in a field, or null.</summary>
    protected abstract string? Stored(string name);

    /// <summary>Sets what the layout shows.</summary>
    protected void Show(string title)
    {
        Section = "alerts";
        Windowed = false;
        Scope = new UsageScope(UsageWindow.TryParse(null, time, out var window) ? window : throw new InvalidOperationException("The default period is known."), UsageFilter.None);
        Title = title;
    }

    /// <summary>To the alerts; 404 when what was to be changed is gone.</summary>
    protected IActionResult Back(bool found) => found ? LocalRedirect(links.Alerts) : NotFound();

    /// <summary>Saves what was typed.</summary>
    /// <param name="form">What was typed.</param>
    /// <param name="save">Saves it; false when what was to be changed is gone.</param>
    /// <returns>Where to go; null when something is wrong and the page is to be shown again.</returns>
    protected async Task<IActionResult?> SaveAsync(FormReader form, Func<Task<bool>> save)
    {
        try
        {
            if (form.Problems.Count == 0)
            {
                return Back(await save().ConfigureAwait(false));
            }

            Wrong = form.Problems;
        }
        catch (AlertInvalidException invalid)
        {
            Wrong = invalid.Problems;
        }

        Typed = form;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return null;
    }
}
