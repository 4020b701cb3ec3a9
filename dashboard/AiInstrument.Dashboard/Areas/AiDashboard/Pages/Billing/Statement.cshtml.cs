using AiInstrument.Collector.Billing;
using AiInstrument.Dashboard.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Billing;

/// <summary>A closed month as it was billed.</summary>
[OpenTo(PageAudience.Members)]
internal sealed class StatementModel(IBilling billing, TimeProvider time, IStringLocalizer<Text> text) : FormPage(time, text)
{
    // More are in the CSV.
    private const int MostLines = 100;

    public Statement Found { get; private set; } = null!;

    /// <summary>The first lines.</summary>
    public IEnumerable<InvoiceLine> Lines => Found.Lines.Take(MostLines);

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellationToken)
    {
        if (await billing.GetStatementAsync(Workspace, id, cancellationToken).ConfigureAwait(false) is not { } statement)
        {
            return NotFound();
        }

        Found = statement;
        Show("billing", Text["Billing.Title", statement.Summary.Id, statement.Summary.Organization]);
        return Page();
    }
}
