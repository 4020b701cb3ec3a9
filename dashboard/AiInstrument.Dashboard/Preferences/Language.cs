using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Dashboard.Preferences;

/// <summary>A language that the dashboard speaks.</summary>
/// <param name="Code">As the html element and the cookie spell it.</param>
/// <param name="Name">In its own words.</param>
/// <param name="Culture">How numbers and dates are written.</param>
internal sealed record Language(string Code, string Name, CultureInfo Culture)
{
    public const string Cookie = "aiinstrument.language";

    public static IReadOnlyList<Language> All { get; } =
    [
        new("en", "English", CultureInfo.GetCultureInfo("en-US")),
        new("tr", "Türkçe", CultureInfo.GetCultureInfo("tr-TR")),
    ];

    public static Language? Find(string? code) => All.FirstOrDefault(language => language.Code == code);

    public static Language Of(HttpRequest request) =>
        Find(request.Query[AddressChoices.Language]) ?? Find(request.Cookies[Cookie]) ?? Preferred(request) ?? All[0];

    private static Language? Preferred(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(wanted => wanted.Quality ?? 1)
        .Select(wanted => Find(wanted.Value.Value?.Split('-')[0]))
        .FirstOrDefault(language => language is not null);
}
