using System.Globalization;
using AiInstrument.Collector.Alerts;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Alerts;
using AiInstrument.Dashboard.Routing;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Alerts;

/// <summary>A channel to be made, changed or removed. The id 0 stands for a new one. Stored secrets are never written into the page.</summary>
internal sealed class AlertChannelModel(IAlerts alerts, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : AlertFormPage(links, time, text)
{
    private const int SubmissionPort = 587;

    public ChannelDraft Channel { get; private set; } = null!;

    /// <summary>A field that shows what was typed, except for a password, and nothing that is stored.</summary>
    public FormField Secret(string name, string label)
    {
        var field = Field(name, label) with { Placeholder = Channel.Id == 0 ? null : Text["Alerts.Kept"].Value };
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
        if (await SaveAsync(form, async () => await alerts.SaveChannelAsync(User.Actor(), channel, cancellationToken).ConfigureAwait(false) is not null).ConfigureAwait(false) is { } done)
        {
            return done;
        }

        Show(channel);
        return Page();
    }

    public async Task<IActionResult> OnPostDeleteAsync(int id, CancellationToken cancellationToken) =>
        Back(await alerts.DeleteChannelAsync(User.Actor(), id, cancellationToken).ConfigureAwait(false));

    protected override string? Stored(string name) => name switch
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
        Show(channel.Id == 0 ? Text["Alerts.Channel.New"] : channel.Name);
        Channel = channel;
    }
}
