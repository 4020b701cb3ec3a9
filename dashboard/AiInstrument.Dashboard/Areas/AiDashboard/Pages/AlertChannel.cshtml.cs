using System.Globalization;
using AiInstrument.Collector.Alerts;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Alerts;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages;

/// <summary>A channel to be made, changed or removed. The id 0 stands for a new one. Stored secrets are never written into the page.</summary>
internal sealed class AlertChannelModel(IAlerts alerts, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    private const int SubmissionPort = 587;

    public ChannelDraft Channel { get; private set; } = null!;

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string> Wrong { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What was typed; null before anything was.</summary>
    private FormReader? Typed { get; set; }

    public FormField Field(string name, string label) =>
        new(name, text[label], Typed is null ? Stored(name) : Typed.Text(name), Wrong.TryGetValue(name, out var code) ? text["Alerts.Problem." + code].Value : null);

    /// <summary>A field that shows what was typed, except for a password, and nothing that is stored.</summary>
    public FormField Secret(string name, string label)
    {
        var field = Field(name, label) with { Placeholder = Channel.Id == 0 ? null : text["Alerts.Kept"].Value };
        return name == "smtpPassword" ? field with { Value = null } : field;
    }

    public async Task<IActionResult> OnGetAsync(int id, CancellationToken cancellationToken)
    {
        var kind = Read(query => query.Choice("kind", Enum.GetNames<ChannelKind>()));
        var channel = id == 0
            ? new ChannelDraft(0, "", kind is null ? ChannelKind.Webhook : Enum.Parse<ChannelKind>(kind)) { SigningKey = ChannelDraft.NewSigningKey(), SmtpPort = SubmissionPort }
            : await alerts.GetChannelAsync(Workspace, id, cancellationToken).ConfigureAwait(false);
        if (channel is null)
        {
            return NotFound();
        }

        Show(channel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(int id, CancellationToken cancellationToken)
    {
        var form = new FormReader(Request.Form);
        var channel = new ChannelDraft(id, form.Text("name") ?? "", form.Choice("kind", ChannelKind.Webhook))
        {
            Active = form.Flag("active"),
            Url = form.Text("url"),
            SigningKey = form.Text("signingKey"),
            SmtpHost = form.Text("smtpHost"),
            SmtpPort = form.Whole("smtpPort"),
            SmtpTls = form.Flag("smtpTls"),
            SmtpUser = form.Text("smtpUser"),
            SmtpPassword = form.Text("smtpPassword"),
            From = form.Text("from"),
            To = form.Text("to"),
        };
        try
        {
            if (form.Problems.Count == 0)
            {
                return await alerts.SaveChannelAsync(User.Actor(), channel, cancellationToken).ConfigureAwait(false) is null ? NotFound() : LocalRedirect(links.Alerts);
            }

            Wrong = form.Problems;
        }
        catch (AlertInvalidException invalid)
        {
            Wrong = invalid.Problems;
        }

        Typed = form;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        Show(channel);
        return Page();
    }

    public async Task<IActionResult> OnPostDeleteAsync(int id, CancellationToken cancellationToken) =>
        await alerts.DeleteChannelAsync(User.Actor(), id, cancellationToken).ConfigureAwait(false) ? LocalRedirect(links.Alerts) : NotFound();

    private string? Stored(string name) => name switch
    {
        "name" => Channel.Name,
        "signingKey" => Channel.SigningKey,
        "smtpHost" => Channel.SmtpHost,
        "smtpPort" => Channel.SmtpPort?.ToString(CultureInfo.InvariantCulture),
        "smtpUser" => Channel.SmtpUser,
        "from" => Channel.From,
        "to" => Channel.To,
        _ => null,
    };

    private void Show(ChannelDraft channel)
    {
        Section = "alerts";
        Windowed = false;
        Scope = new UsageScope(UsageWindow.TryParse(null, time, out var window) ? window : throw new InvalidOperationException("The default period is known."), UsageFilter.None);
        Title = channel.Id == 0 ? text["Alerts.Channel.New"] : channel.Name;
        Channel = channel;
    }
}
