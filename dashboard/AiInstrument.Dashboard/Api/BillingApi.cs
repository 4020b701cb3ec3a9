using System.Security.Claims;
using AiInstrument.Collector.Billing;
using AiInstrument.Collector.Queries;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Billing;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AiInstrument.Dashboard.Api;

/// <summary>Usage and statements of one organization by UTC calendar month. What the caller may not see is answered like what is not there.</summary>
internal static class BillingApi
{
    private const string Csv = "csv";

    /// <summary>The addresses below the API's root.</summary>
    public static IReadOnlyList<string> Paths { get; } = ["/billing", "/billing/organizations", "/billing/lines", "/billing/statements", "/billing/statements/{id:long}", "/billing/corrections"];

    /// <summary>Adds the endpoints.</summary>
    /// <param name="api">The API's group.</param>
    /// <param name="members">Opens them to members.</param>
    public static void MapBilling(this IEndpointRouteBuilder api, OpenToAttribute members)
    {
        Delegate[] answers = [GetMonthAsync, GetOrganizationsAsync, GetLinesAsync, GetStatementsAsync, GetStatementAsync, GetCorrectionsAsync];
        foreach (var (path, answer) in Paths.Zip(answers))
        {
            api.MapGet(path, answer).WithMetadata(members);
        }
    }

    private static async Task<IResult> GetMonthAsync(HttpRequest request, ClaimsPrincipal caller, BillingReader reader, TimeProvider time, CancellationToken cancellationToken) =>
        Read(request, time, out var problems) is not var (organization, month) ? ApiProblem.BadParameters(problems)
        : await reader.ReadAsync(caller.WorkspaceId(), organization, month, cancellationToken).ConfigureAwait(false) is { } found ? Json(new BillingMonth(found))
        : NotFound();

    private static async Task<IResult> GetOrganizationsAsync(ClaimsPrincipal caller, IBilling billing, CancellationToken cancellationToken) =>
        Json(new BillingOrganizations(await billing.GetOrganizationsAsync(caller.WorkspaceId(), cancellationToken).ConfigureAwait(false)));

    private static async Task<IResult> GetLinesAsync(HttpRequest request, ClaimsPrincipal caller, IBilling billing, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Read(request, time, out var problems) is not var (organization, month))
        {
            return ApiProblem.BadParameters(problems);
        }

        return await billing.GetLinesAsync(caller.WorkspaceId(), organization, month, cancellationToken).ConfigureAwait(false) is { } lines
            ? Lines(request, $"usage-{organization}-{month}", organization, lines.Select(line => new InvoiceRow(line, month)))
            : NotFound();
    }

    private static async Task<IResult> GetStatementsAsync(HttpRequest request, ClaimsPrincipal caller, IBilling billing, CancellationToken cancellationToken) =>
        Json(new BillingStatements([.. (await billing.GetStatementsAsync(caller.WorkspaceId(), new QueryReader(request.Query).Text("organization"), cancellationToken).ConfigureAwait(false))
            .Select(statement => new BillingStatement(statement))]));

    private static async Task<IResult> GetStatementAsync(long id, HttpRequest request, ClaimsPrincipal caller, IBilling billing, CancellationToken cancellationToken)
    {
        if (await billing.GetStatementAsync(caller.WorkspaceId(), id, cancellationToken).ConfigureAwait(false) is not { } statement)
        {
            return ApiProblem.NotFound("There is no such statement.");
        }

        var rows = statement.Lines.Select(line => new InvoiceRow(line, statement.Summary.Month));
        return new QueryReader(request.Query).Text("format") == Csv
            ? Lines(request, $"statement-{id}", statement.Summary.Organization, rows)
            : Json(new BillingStatementLines(new BillingStatement(statement.Summary), statement.LinesSha256, statement.Intact, [.. statement.Prices.Select(price => price.Value)], [.. rows]));
    }

    private static async Task<IResult> GetCorrectionsAsync(HttpRequest request, ClaimsPrincipal caller, IBilling billing, CancellationToken cancellationToken)
    {
        var query = new QueryReader(request.Query);
        if (query.Text("organization") is not { } organization)
        {
            query.Problem("organization", "Name the organization.");
            return ApiProblem.BadParameters(query.Problems);
        }

        var corrections = await billing.GetCorrectionsAsync(caller.WorkspaceId(), organization, cancellationToken).ConfigureAwait(false);
        return Json(new BillingCorrections([.. corrections.Select(correction => new BillingCorrection(correction))]));
    }

    private static (string Organization, CalendarMonth Month)? Read(HttpRequest request, TimeProvider time, out IReadOnlyDictionary<string, string[]> problems)
    {
        var query = new QueryReader(request.Query);
        var organization = query.Text("organization");
        var month = BillingReader.Month(query, time);
        if (organization is null && !query.Flag("none"))
        {
            query.Problem("organization", "Name the organization, or say none=true for the calls of none.");
        }

        problems = query.Problems;
        return problems.Count > 0 ? null : (organization ?? "", month);
    }

    private static IResult Lines(HttpRequest request, string name, string organization, IEnumerable<InvoiceRow> rows) =>
        new QueryReader(request.Query).Text("format") == Csv
            ? Results.Bytes(InvoiceCsv.Write(organization, rows), CsvText.ContentType, CsvText.FileName(name, ".csv"))
            : Json(new BillingLines(organization, [.. rows]));

    private static IResult NotFound() => ApiProblem.NotFound("There is no such organization.");

    private static IResult Json<T>(T value) => Results.Json(value, UsageJson.Default);
}
