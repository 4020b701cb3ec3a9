using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Prices;
using AiInstrument.Dashboard.Routing;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Prices;

/// <summary>The models whose tokens have no price, a form to price one, and what pricing history again came to.</summary>
internal sealed class UnpricedPageModel(IPriceBooks books, IRepricing repricing, DashboardLinks links, TimeProvider time, IStringLocalizer<Text> text) : PricePage(links, time, text)
{
    private const string AnyProvider = "*";

    public IReadOnlyList<UnpricedModel> Models { get; private set; } = [];

    public IReadOnlyList<RepricingRun> Runs { get; private set; } = [];

    /// <summary>The model that is being priced, or null.</summary>
    public string? Pricing { get; private set; }

    /// <summary>Its provider, or null.</summary>
    public string? PricingProvider { get; private set; }

    public PriceForm? Form { get; private set; }

    /// <summary>Where the form's prices come from, or null.</summary>
    public ListedPrice? Suggestion { get; private set; }

    /// <summary>History is to be priced again.</summary>
    public bool Reprice { get; private set; } = true;

    /// <summary>All calls of a model.</summary>
    public UsageScope Always(UnpricedModel model) =>
        Scope! with { Window = new UsageWindow("all", null, Today), Filter = new UsageFilter { Model = model.Model ?? "", Provider = model.Provider ?? "" } };

    public async Task OnGetAsync(string? model, string? provider, CancellationToken cancellationToken)
    {
        await ShowAsync(model, provider, cancellationToken).ConfigureAwait(false);
        if (Pricing is null)
        {
            return;
        }

        var found = Models.FirstOrDefault(one => one.Model == model && one.Provider == provider);
        Form = PriceForm.New(found is null ? Today : DateOnly.FromDateTime(found.Since.UtcDateTime));
        Form["provider"] = provider ?? AnyProvider;
        Form["pattern"] = Pricing;
        if (found?.Suggestion is { } near)
        {
            Suggestion = near;
            Form.Fill(near.Version.Tiers);
            (Form["otherProvider"], Form["otherModel"]) = (near.Provider, near.Model);
        }
    }

    public async Task<IActionResult> OnPostAsync(string? model, string? provider, [FromForm] bool reprice, [FromForm] bool repriceAll, CancellationToken cancellationToken)
    {
        if (repriceAll)
        {
            await repricing.StartAsync(User.Actor(), null, null, cancellationToken).ConfigureAwait(false);
            return LocalRedirect(Links.Unpriced());
        }

        await ShowAsync(model, provider, cancellationToken).ConfigureAwait(false);
        Pricing ??= "";
        Reprice = reprice;
        Form = PriceForm.Read(Request.Form, null);
        if (await Form.SaveAsync(books, User.Actor(), cancellationToken).ConfigureAwait(false) is not { } saved)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return Page();
        }

        if (reprice)
        {
            await repricing.StartAsync(User.Actor(), saved.Provider, saved.Pattern, cancellationToken).ConfigureAwait(false);
        }

        return LocalRedirect(Links.Unpriced());
    }

    private async Task ShowAsync(string? model, string? provider, CancellationToken cancellationToken)
    {
        Show("unpriced");
        Pricing = string.IsNullOrWhiteSpace(model) ? null : model;
        PricingProvider = provider;
        Models = await books.UnpricedAsync(Workspace, cancellationToken).ConfigureAwait(false);
        Runs = await repricing.RunsAsync(Workspace, cancellationToken).ConfigureAwait(false);
    }
}
