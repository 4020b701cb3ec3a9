namespace AiInstrument.Screenshots;

/// <summary>Every picture. A page that is mapped and not here fails a test.</summary>
internal static class PictureList
{
    /// <summary>Stands in an address for the id of a record whose prompt and answer are kept.</summary>
    public const string KeptRecord = "{kept}";

    /// <summary>All, in the order of the navigation.</summary>
    public static IReadOnlyList<Picture> All { get; } =
    [
        new("overview", "/Index", "/?period=30d") { Dark = true },
        new("overview-narrow", "/Index", "/?period=30d") { Width = 390 },
        new("first-run", "/Index", "/") { Reader = PictureReader.FirstAdmin },
        new("features", "/Explorer", "/features?period=30d") { Dark = true },
        new("routes", "/Explorer", "/routes?period=30d"),
        new("models", "/Explorer", "/models?period=30d"),
        new("providers", "/Explorer", "/providers?period=30d"),
        new("categories", "/Explorer", "/categories?period=30d"),
        new("organizations", "/Explorer", "/organizations?period=30d"),
        new("users", "/Explorer", "/users?period=30d"),
        new("projects", "/Explorer", "/projects?period=30d"),
        new("services", "/Explorer", "/services?period=30d"),
        new("feature", "/Name", "/features/name?period=30d&feature=ticket.reply") { Dark = true },
        new("call-sites", "/CallSites", "/call-sites?period=30d"),
        new("call-site", "/CallSite", "/call-sites?period=30d") { Link = "/call-sites/name?" },
        new("records", "/Records", "/records?period=7d") { Dark = true },
        new("record", "/Record", "/records/" + KeptRecord) { Dark = true },
        new("saved-views", "/Views", "/records/views"),
        new("content-search", "/ContentSearch", "/records/content?period=30d") { Words = "parcel" },
        new("source-links", "/Sources", "/sources"),
        new("traces", "/Traces", "/traces"),
        new("trace", "/Trace", "/records?period=7d&operation=invoke_agent&uncounted=true") { Link = "/traces/", Dark = true },
        new("session", "/Session", "/records?period=30d&user=grace.berg&page=2") { Link = "/sessions?" },
        new("coverage", "/Coverage", "/coverage?period=30d") { Dark = true },
        new("billing", "/Billing", "/billing?organization=aurora-labs") { Dark = true },
        new("statement", "/Statement", "/billing/statements/1"),
        new("forecast", "/Forecast", "/forecast?by=feature"),
        new("budgets", "/Budgets", "/budgets") { Dark = true },
        new("budget", "/Budget", "/budgets/1"),
        new("budget-form", "/BudgetEdit", "/budgets/edit/1"),
        new("budget-delete", "/BudgetDelete", "/budgets/1/delete"),
        new("budget-drift", "/BudgetDrift", "/budgets/drift"),
        new("alerts", "/Alerts", "/alerts") { Dark = true },
        new("alert-rule", "/AlertRule", "/alerts/rules/1"),
        new("alert-channel", "/AlertChannel", "/alerts/channels/1"),
        new("alert-history", "/AlertHistory", "/alerts/history"),
        new("alert-deliveries", "/AlertDeliveries", "/alerts/deliveries"),
        new("prices", "/Prices", "/prices"),
        new("price", "/ModelPrices", "/prices?search=gpt-4o-mini") { Link = "/prices/model?" },
        new("own-prices", "/OwnPrices", "/prices/own"),
        new("price-import", "/PriceImport", "/prices/import"),
        new("currencies", "/Currencies", "/prices/currencies"),
        new("unpriced", "/Unpriced", "/unpriced"),
        new("system", "/System", "/system"),
        new("retention", "/Retention", "/retention"),
        new("accounts", "/Accounts", "/accounts"),
        new("person", "/Person", "/accounts/2"),
        new("api-keys", "/Keys", "/keys"),
        new("audit-log", "/Audit", "/audit"),
        new("account", "/Account", "/account"),
        new("sign-in", "/SignIn", "/signin") { Reader = PictureReader.Nobody },
        new("invitation", "/Invitation", "/invitation") { Reader = PictureReader.Nobody },
        new("not-found", "/Error", "/error/404"),
    ];
}
