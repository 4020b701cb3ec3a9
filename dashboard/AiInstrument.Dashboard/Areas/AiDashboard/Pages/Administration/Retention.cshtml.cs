using AiInstrument.Collector.Content;
using AiInstrument.Collector.Observation;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Administration;

/// <summary>What is kept, by which rule, and the removal of an organization: reviewed first, then confirmed by its name.</summary>
internal sealed class RetentionModel(IContentStore contents, ICollectorObservation observation, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : DashboardPage
{
    public ContentHoldings Kept { get; private set; } = null!;

    /// <summary>Bytes of the database and its log of writes.</summary>
    public long DatabaseBytes { get; private set; }

    public string Organization { get; private set; } = "";

    public bool Everything { get; private set; }

    public string Confirm { get; private set; } = "";

    /// <summary>What the purge under review would remove; null before the review.</summary>
    public PurgeReport? Preview { get; private set; }

    /// <summary>The resource key of what is wrong with the input, or null.</summary>
    public string? Wrong { get; private set; }

    /// <summary>The resource key of why nothing was removed, or null.</summary>
    public string? Failure { get; private set; }

    public Task OnGetAsync(CancellationToken cancellationToken) => ShowAsync(cancellationToken);

    public async Task<PageResult> OnPostReviewAsync([FromForm] string? organization, [FromForm] string? what, CancellationToken cancellationToken)
    {
        Take(organization, what);
        Preview = Organization.Length == 0 ? null : await contents.PreviewAsync(Workspace, Organization, Everything, cancellationToken).ConfigureAwait(false);
        if (Preview is null)
        {
            Refuse(Organization.Length == 0 ? "Retention.Wrong.Empty" : "Retention.Wrong.Unknown");
        }

        await ShowAsync(cancellationToken).ConfigureAwait(false);
        return Page();
    }

    public async Task<IActionResult> OnPostPurgeAsync([FromForm] string? organization, [FromForm] string? what, [FromForm] string? confirm, CancellationToken cancellationToken)
    {
        Take(organization, what);
        Confirm = confirm?.Trim() ?? "";
        if (Organization.Length > 0 && string.Equals(Confirm, Organization, StringComparison.Ordinal))
        {
            if (await contents.PurgeAsync(User.Actor(), Organization, Everything, cancellationToken).ConfigureAwait(false) is not null)
            {
                return LocalRedirect(links.Retention + "#purges");
            }

            Failure = "Retention.Failed";
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        else
        {
            Refuse("Retention.Wrong.Confirm");
        }

        Preview = await contents.PreviewAsync(Workspace, Organization, Everything, cancellationToken).ConfigureAwait(false) ?? new(0, 0);
        await ShowAsync(cancellationToken).ConfigureAwait(false);
        return Page();
    }

    private void Take(string? organization, string? what)
    {
        Organization = organization?.Trim() ?? "";
        Everything = what == "everything";
    }

    private void Refuse(string wrong)
    {
        Wrong = wrong;
        Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        Section = "retention";
        Windowed = false;
        Scope = Read(query => UsageScope.Read(query, time));
        Title = text["Nav.Retention"];
        About = text["Retention.About"];
        Kept = await contents.GetHoldingsAsync(Workspace, cancellationToken).ConfigureAwait(false);
        var state = await observation.ReadAsync(cancellationToken).ConfigureAwait(false);
        DatabaseBytes = state.DatabaseBytes + state.WalBytes;
    }
}
