using AiInstrument.Collector.Billing;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Billing;

/// <summary>An invoice line in a table; with the correction that it is, where it is one that no statement carries yet.</summary>
internal sealed record InvoiceLineRow(InvoiceLine Line, Correction? Correction = null);
