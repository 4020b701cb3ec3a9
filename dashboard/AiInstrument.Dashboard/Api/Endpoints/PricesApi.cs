using System.Security.Claims;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Pricing.Importing;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Api.Answers.Management;
using AiInstrument.Dashboard.Api.Describing;
using AiInstrument.Dashboard.Api.Requests;
using AiInstrument.Dashboard.Prices;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Dashboard.Api.Endpoints;

/// <summary>Prices as JSON: reading needs what reading usage needs, writing a signed-in admin with an antiforgery token. Amounts are nano-dollars.</summary>
internal static class PricesApi
{
    private const string Id = "id";

    public static void Map(ApiMap api)
    {
        api.Get(PageAudience.Readers, "/prices", "listPrices", "A page of the prices of today.", ListAsync);
        api.Get(PageAudience.Readers, "/prices/model", "getModelPrices", "Every price of a model over time, the topmost layer first.", OfModelAsync);
        api.Get(PageAudience.Readers, "/prices/unpriced", "listUnpricedModels", "Models whose tokens have no price, those with the most tokens first.", UnpricedAsync);
        api.Get(PageAudience.Readers, "/prices/imports", "listPriceImports", "The price lists that were imported, newest first.", ImportsAsync);
        api.Get(PageAudience.Readers, "/prices/overrides", "listOwnPrices", "The workspace's own prices, oldest first.", OverridesAsync);
        api.Get(PageAudience.Readers, "/prices/repricings", "listRepricings", "Pricings of history, newest first.", RepricingsAsync);
        api.Get(PageAudience.Readers, "/prices/repricings/{id:int}", "getRepricing", "A pricing of history.", FindRepricingAsync).Path(Id, "The pricing.").MayBeMissing();
        api.Get(PageAudience.Readers, "/prices/currencies", "listCurrencies", "The currencies that money is shown in.", CurrenciesAsync);
        api.Write(HttpMethods.Post, "/prices/imports", "importPrices", "Imports a price list, or says what that would change.", ImportAsync).Takes(type: null, "The price list.");
        api.Write(HttpMethods.Post, "/prices/overrides", "saveOwnPrice", "Sets a price of the workspace; with an id it replaces the one that has it.", SaveOverrideAsync)
            .Takes(typeof(PriceOverride), "The price.").MayBeMissing();
        api.Write(HttpMethods.Delete, "/prices/overrides/{id:int}", "deleteOwnPrice", "Takes a price of the workspace away.", RemoveOverrideAsync)
            .Path(Id, "The price.").Answers(ApiResponse.Nothing).MayBeMissing();
        api.Write(HttpMethods.Post, "/prices/repricings", "reprice", "Prices records again.", RepriceAsync)
            .Takes(typeof(RepriceRequest), "Which records.").Answers(ApiResponse.Of(typeof(RepricingRun), StatusCodes.Status202Accepted));
    }

    private static async Task<Answer<ListedPrices>> ListAsync(Asked<PricesRequest> asked, ClaimsPrincipal caller, IPriceBooks books, CancellationToken cancellationToken) =>
        await books.ListAsync(caller.WorkspaceId(), asked.Request.ToPriceQuery(), cancellationToken).ConfigureAwait(false);

    private static async Task<Answer<IReadOnlyList<ListedPrice>>> OfModelAsync(Asked<ModelRequest> asked, ClaimsPrincipal caller, IPriceBooks books, CancellationToken cancellationToken) =>
        List(await books.FindAsync(caller.WorkspaceId(), asked.Request.Provider, asked.Request.Model, cancellationToken).ConfigureAwait(false));

    private static async Task<Answer<IReadOnlyList<UnpricedModel>>> UnpricedAsync(ClaimsPrincipal caller, IPriceBooks books, CancellationToken cancellationToken) =>
        List(await books.UnpricedAsync(caller.WorkspaceId(), cancellationToken).ConfigureAwait(false));

    private static async Task<Answer<IReadOnlyList<PriceImport>>> ImportsAsync(IPriceBooks books, CancellationToken cancellationToken) =>
        List(await books.ImportsAsync(cancellationToken).ConfigureAwait(false));

    private static async Task<Answer<IReadOnlyList<PriceOverride>>> OverridesAsync(ClaimsPrincipal caller, IPriceBooks books, CancellationToken cancellationToken) =>
        List(await books.OverridesAsync(caller.WorkspaceId(), cancellationToken).ConfigureAwait(false));

    private static async Task<Answer<IReadOnlyList<RepricingRun>>> RepricingsAsync(ClaimsPrincipal caller, IRepricing repricing, CancellationToken cancellationToken) =>
        List(await repricing.RunsAsync(caller.WorkspaceId(), cancellationToken).ConfigureAwait(false));

    private static async Task<Answer<IReadOnlyList<CurrencyRate>>> CurrenciesAsync(ClaimsPrincipal caller, ICurrencies currencies, CancellationToken cancellationToken) =>
        List(await currencies.ListAsync(caller.WorkspaceId(), cancellationToken).ConfigureAwait(false));

    private static async Task<Answer<RepricingRun>> FindRepricingAsync(int id, ClaimsPrincipal caller, IRepricing repricing, CancellationToken cancellationToken) =>
        await repricing.FindAsync(caller.WorkspaceId(), id, cancellationToken).ConfigureAwait(false) is { } run ? run : ApiProblem.NotFound("There is no such pricing.");

    /// <summary>The body is the file; <c>dryRun=true</c> writes nothing.</summary>
    private static async Task<Answer<PriceImportPreview>> ImportAsync(Asked<ImportRequest> asked, HttpRequest request, ClaimsPrincipal caller, IPriceBooks books, CancellationToken cancellationToken)
    {
        var (format, from, file, dryRun, zeroIsFree) = asked.Request;
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
        var list = new PriceImportRequest
        {
            File = file,
            Content = content.ToArray(),
            Format = format,
            From = from,
            ZeroIsFree = zeroIsFree,
        };
        try
        {
            return dryRun
                ? await books.PreviewAsync(list, cancellationToken).ConfigureAwait(false)
                : await books.ImportAsync(caller.Actor(), list, cancellationToken).ConfigureAwait(false);
        }
        catch (PriceListException e)
        {
            return ApiProblem.BadRequest(e.Message);
        }
    }

    private static async Task<Answer<PriceOverride>> SaveOverrideAsync(PriceOverride draft, ClaimsPrincipal caller, IPriceBooks books, CancellationToken cancellationToken)
    {
        try
        {
            return await books.SaveOverrideAsync(caller.Actor(), draft, cancellationToken).ConfigureAwait(false) is { } saved
                ? saved
                : ApiProblem.NotFound("There is no such override.");
        }
        catch (PriceOverrideException e)
        {
            return ApiProblem.BadParameters(new Dictionary<string, string[]> { [e.Field] = [e.Message] });
        }
    }

    private static async Task<IResult> RemoveOverrideAsync(int id, ClaimsPrincipal caller, IPriceBooks books, CancellationToken cancellationToken) =>
        await books.RemoveOverrideAsync(caller.Actor(), id, cancellationToken).ConfigureAwait(false) ? Results.NoContent() : ApiProblem.NotFound("There is no such override.");

    private static async Task<Answer<RepricingRun>> RepriceAsync(RepriceRequest request, ClaimsPrincipal caller, IRepricing repricing, CancellationToken cancellationToken)
    {
        var id = await repricing.StartAsync(caller.Actor(), request.Provider, request.Model, cancellationToken).ConfigureAwait(false);
        var run = await repricing.FindAsync(caller.WorkspaceId(), id, cancellationToken).ConfigureAwait(false);
        return Answer<RepricingRun>.With(run!, StatusCodes.Status202Accepted);
    }

    private static Answer<IReadOnlyList<T>> List<T>(IReadOnlyList<T> list) => Answer<IReadOnlyList<T>>.Of(ApiJson.Result(list));
}
