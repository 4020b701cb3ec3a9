using AiInstrument.Dashboard.Access;
using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Preferences;
using AiInstrument.Dashboard.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Account;

/// <summary>Keeps the reader's theme, language, currency and time zone in cookies and goes back to where they were changed.</summary>
[OpenTo(PageAudience.Anyone)]
internal sealed class PreferencesModel(DashboardLinks links) : DashboardPage
{
    public IActionResult OnGet() => LocalRedirect(links.Home);

    public IActionResult OnPostTheme([FromForm] string? value, [FromForm] string? returnUrl) =>
        Keep(Theme.Cookie, Theme.IsKnown(value) ? value : null, AddressChoices.Theme, returnUrl);

    public IActionResult OnPostLanguage([FromForm] string? value, [FromForm] string? returnUrl) =>
        Keep(Language.Cookie, Language.Find(value)?.Code, AddressChoices.Language, returnUrl);

    public IActionResult OnPostCurrency([FromForm] string? value, [FromForm] string? returnUrl) =>
        Keep(DisplayCurrency.Cookie, value is { Length: 3 } && value.All(char.IsAsciiLetterUpper) ? value : null, AddressChoices.Currency, returnUrl);

    public IActionResult OnPostZone([FromForm] string? value, [FromForm] string? returnUrl) =>
        Keep(DisplayZone.Cookie, DisplayZone.Find(value)?.Id, AddressChoices.Zone, returnUrl);

    private IActionResult Keep(string cookie, string? value, string parameter, string? returnUrl)
    {
        if (value is null)
        {
            return BadRequest();
        }

        Response.Cookies.Append(cookie, value, new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(365),
            Path = "/",
            SameSite = SameSiteMode.Lax,
            Secure = Request.IsHttps,
        });
        return LocalRedirect(AddressChoices.Without(links.Local(returnUrl), parameter));
    }
}
