using System.Security.Claims;
using AiInstrument.Collector.Billing;
using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Api.Answers.Management;
using AiInstrument.Dashboard.Api.Describing;
using AiInstrument.Dashboard.Api.Requests;
using AiInstrument.Dashboard.Billing;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Dashboard.Api.Endpoints;

/// <summary>Usage and statements of one organization by UTC calendar month. What the caller may not see is answered like what is not there.</summary>
internal static class BillingApi
{
    private static readonly ApiResponse Csv = new(200, Type: null, "text/csv", "The lines as CSV, with `format=csv`.");

    public static void Map(ApiMap api)
    {
        api.Get(PageAudience.Members, "/billing", "getBilling", "What an organization used in a month, and in all.", GetMonthAsync).MayBeMissing();
        api.Get(PageAudience.Members, "/billing/organizations", "listBillingOrganizations", "The organizations that the caller may see.", GetOrganizationsAsync);
        api.Get(PageAudience.Members, "/billing/lines", "getBillingLines", "The invoice lines of a month as it is now.", GetLinesAsync).Answers(Csv).MayBeMissing();
        api.Get(PageAudience.Members, "/billing/statements", "listStatements", "Closed months, newest first.", GetStatementsAsync);
        api.Get(PageAudience.Members, "/billing/statements/{id:long}", "getStatement", "A closed month with its lines.", GetStatementAsync).Path("id", "The statement.").Answers(Csv).MayBeMissing();
        api.Get(PageAudience.Members, "/billing/corrections", "getCorrections", "What closed months would say otherwise today.", GetCorrectionsAsync);
    }

    private static async Task<Answer<BillingMonth>> GetMonthAsync(Asked<BillingRequest> asked, ClaimsPrincipal caller, BillingReader reader, CancellationToken cancellationToken) =>
        await reader.ReadAsync(caller.WorkspaceId(), asked.Request.Organization, asked.Request.Month, cancellationToken).ConfigureAwait(false) is { } found ? new BillingMonth(found) : NotFound();

    private static async Task<Answer<BillingOrganizations>> GetOrganizationsAsync(ClaimsPrincipal caller, IBilling billing, CancellationToken cancellationToken) =>
        new BillingOrganizations(await billing.GetOrganizationsAsync(caller.WorkspaceId(), cancellationToken).ConfigureAwait(false));

    private static async Task<Answer<BillingLines>> GetLinesAsync(Asked<LinesRequest> asked, ClaimsPrincipal caller, IBilling billing, CancellationToken cancellationToken)
    {
        var ((organization, month), csv) = asked.Request;
        if (await billing.GetLinesAsync(caller.WorkspaceId(), organization, month, cancellationToken).ConfigureAwait(false) is not { } lines)
        {
            return NotFound();
        }

        var rows = lines.Select(line => new InvoiceRow(line, month)).ToList();
        return csv ? Answer<BillingLines>.Of(Download($"usage-{organization}-{month}", organization, rows)) : new BillingLines(organization, rows);
    }

    private static async Task<Answer<BillingStatements>> GetStatementsAsync(Asked<StatementsRequest> asked, ClaimsPrincipal caller, IBilling billing, CancellationToken cancellationToken) =>
        new BillingStatements([.. (await billing.GetStatementsAsync(caller.WorkspaceId(), asked.Request.Organization, cancellationToken).ConfigureAwait(false)).Select(statement => new BillingStatement(statement))]);

    private static async Task<Answer<BillingStatementLines>> GetStatementAsync(long id, Asked<StatementRequest> asked, ClaimsPrincipal caller, IBilling billing, CancellationToken cancellationToken)
    {
        if (await billing.GetStatementAsync(caller.WorkspaceId(), id, cancellationToken).ConfigureAwait(false) is not { } statement)
        {
            return ApiProblem.NotFound("There is no such statement.");
        }

        var rows = statement.Lines.Select(line => new InvoiceRow(line, statement.Summary.Month)).ToList();
        return asked.Request.Csv
            ? Answer<BillingStatementLines>.Of(Download($"statement-{id}", statement.Summary.Organization, rows))
            : new BillingStatementLines(new BillingStatement(statement.Summary), statement.LinesSha256, statement.Intact, [.. statement.Prices.Select(price => price.Value)], rows);
    }

    private static async Task<Answer<BillingCorrections>> GetCorrectionsAsync(Asked<OrganizationRequest> asked, ClaimsPrincipal caller, IBilling billing, CancellationToken cancellationToken) =>
        new BillingCorrections([.. (await billing.GetCorrectionsAsync(caller.WorkspaceId(), asked.Request.Organization, cancellationToken).ConfigureAwait(false)).Select(correction => new BillingCorrection(correction))]);

    private static IResult Download(string name, string organization, IEnumerable<InvoiceRow> rows) => Results.Bytes(InvoiceCsv.Write(organization, rows), CsvText.ContentType, CsvText.FileName(name, ".csv"));

    private static ApiProblem NotFound() => ApiProblem.NotFound("There is no such organization.");
}
