namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Administration;

/// <summary>Role and organizations on a page that shows them.</summary>
internal sealed record AccountFields(FormPage Page, AccountForm Form);
