using System.Globalization;
using System.Security.Claims;
using AiInstrument.Collector.Prices;
using AiInstrument.Collector.Pricing;
using AiInstrument.Collector.Pricing.Importing;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Prices;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AiInstrument.Dashboard.Api;

/// <summary>Prices as JSON: reading needs what reading usage needs, writing a signed-in admin with an antiforgery token. Amounts are nano-dollars.</summary>
internal static class PricesApi
{
    /// <summary>The paths, for those who ask for another method.</summary>
    public static IReadOnlyList<(string Path, string Methods)> Paths { get; } =
    [
        ("/prices", "GET"), ("/prices/unpriced", "GET"), ("/prices/imports", "GET, POST"), ("/prices/overrides", "GET, POST"), ("/prices/overrides/{id:int}", "DELETE"),
        ("/prices/repricings", "GET, POST"), ("/prices/repricings/{id:int}", "GET"), ("/prices/currencies", "GET"),
    ];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/prices", ListAsync);
        api.MapGet("/prices/unpriced", async (ClaimsPrincipal caller, IPriceBooks books, CancellationToken cancellationToken) =>
            Json(await books.UnpricedAsync(caller.WorkspaceId(), cancellationToken).ConfigureAwait(false)));
        api.MapGet("/prices/imports", async (IPriceBooks books, CancellationToken cancellationToken) => Json(await books.ImportsAsync(cancellationToken).ConfigureAwait(false)));
        api.MapGet("/prices/overrides", async (ClaimsPrincipal caller, IPriceBooks books, CancellationToken cancellationToken) =>
            Json(await books.OverridesAsync(caller.WorkspaceId(), cancellationToken).ConfigureAwait(false)));
        api.MapGet("/prices/repricings", async (ClaimsPrincipal caller, IRepricing repricing, CancellationToken cancellationToken) =>
            Json(await repricing.RunsAsync(caller.WorkspaceId(), cancellationToken).ConfigureAwait(false)));
        api.MapGet("/prices/repricings/{id:int}", FindRepricingAsync);
        api.MapGet("/prices/currencies", async (ClaimsPrincipal caller, ICurrencies currencies, CancellationToken cancellationToken) =>
            Json(await currencies.ListAsync(caller.WorkspaceId(), cancellationToken).ConfigureAwait(false)));

        var writing = api.MapGroup("").AddEndpointFilter(AdminWrites.RequireAsync);
        writing.MapPost("/prices/imports", ImportAsync);
        writing.MapPost("/prices/overrides", SaveOverrideAsync);
        writing.MapDelete("/prices/overrides/{id:int}", RemoveOverrideAsync);
        writing.MapPost("/prices/repricings", RepriceAsync);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, ClaimsPrincipal caller, IPriceBooks books, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query);
        var prices = PricesRequest.Read(query);
        return query.Problems.Count > 0
            ? ApiProblem.BadParameters(query.Problems)
            : Json(await books.ListAsync(caller.WorkspaceId(), prices.ToPriceQuery(), cancellationToken).ConfigureAwait(false));
    }

    private static async Task<IResult> FindRepricingAsync(int id, ClaimsPrincipal caller, IRepricing repricing, CancellationToken cancellationToken) =>
        await repricing.FindAsync(caller.WorkspaceId(), id, cancellationToken).ConfigureAwait(false) is { } run ? Json(run) : ApiProblem.NotFound("There is no such pricing.");

    /// <summary>The body is the file; <c>dryRun=true</c> writes nothing.</summary>
    private static async Task<IResult> ImportAsync(HttpRequest request, ClaimsPrincipal caller, IPriceBooks books, TimeProvider time, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query);
        var format = query.Choice("format", ["auto", "litellm", "models.dev", "own"]);
        var from = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (query.Text("from") is { } day && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out from))
        {
            query.Problem("from", $"'{day}' is no day such as 2026-11-21.");
        }

        var (dryRun, zeroIsFree) = (query.Flag("dryRun"), query.Flag("zeroIsFree"));
        if (query.Problems.Count > 0)
        {
            return ApiProblem.BadParameters(query.Problems);
        }

        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
        var list = new PriceImportRequest
        {
            File = query.Text("file") ?? "api",
            Content = content.ToArray(),
            Format = format switch { "litellm" => PriceListFormat.LiteLlm, "models.dev" => PriceListFormat.ModelsDev, "own" => PriceListFormat.Own, _ => PriceListFormat.Auto },
            From = from,
            ZeroIsFree = zeroIsFree,
        };
        try
        {
            return Json(dryRun
                ? await books.PreviewAsync(list, cancellationToken).ConfigureAwait(false)
                : await books.ImportAsync(caller.Actor(), list, cancellationToken).ConfigureAwait(false));
        }
        catch (PriceListException e)
        {
            return ApiProblem.BadRequest(e.Message);
        }
    }

    private static async Task<IResult> SaveOverrideAsync(PriceOverride draft, ClaimsPrincipal caller, IPriceBooks books, CancellationToken cancellationToken)
    {
        try
        {
            return await books.SaveOverrideAsync(caller.Actor(), draft, cancellationToken).ConfigureAwait(false) is { } saved
                ? Json(saved)
                : ApiProblem.NotFound("There is no such override.");
        }
        catch (PriceOverrideException e)
        {
            return ApiProblem.BadParameters(new Dictionary<string, string[]> { [e.Field] = [e.Message] });
        }
    }

    private static async Task<IResult> RemoveOverrideAsync(int id, ClaimsPrincipal caller, IPriceBooks books, CancellationToken cancellationToken) =>
        await books.RemoveOverrideAsync(caller.Actor(), id, cancellationToken).ConfigureAwait(false) ? Results.NoContent() : ApiProblem.NotFound("There is no such override.");

    private static async Task<IResult> RepriceAsync(RepriceRequest request, ClaimsPrincipal caller, IRepricing repricing, CancellationToken cancellationToken)
    {
        var id = await repricing.StartAsync(caller.Actor(), request.Provider, request.Model, cancellationToken).ConfigureAwait(false);
        var run = await repricing.FindAsync(caller.WorkspaceId(), id, cancellationToken).ConfigureAwait(false);
        return Results.Json(run, PricesJson.Default.RepricingRun, statusCode: StatusCodes.Status202Accepted);
    }

    private static IResult Json<T>(T value) => Results.Json(value, PricesJson.Default);
}
