using AiInstrument.Dashboard.Formatting;
using AiInstrument.Dashboard.Scope;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace AiInstrument.Dashboard.Preferences;

/// <summary>How a page is shown, as far as its address says so. Links keep it; what the address leaves out is the reader's own choice, which a cookie keeps.</summary>
internal static class AddressChoices
{
    public const string Zone = "tz";
    public const string Theme = "theme";
    public const string Language = "lang";
    public const string Currency = "currency";

    public static IReadOnlyList<string> Names { get; } = [Zone, Theme, Language, Currency];

    /// <summary>What an address chooses.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(HttpRequest? request) => request is null || request.Query.Count == 0
        ? []
        : [.. from name in Names let value = request.Query[name].ToString() where value.Length > 0 select KeyValuePair.Create(name, value)];

    /// <summary>Says what of it is unknown.</summary>
    public static void Check(QueryReader query)
    {
        CheckZone(query, query.Text(Zone));
        _ = query.Choice(Theme, [.. Preferences.Theme.All.Select(theme => theme.Name)]);
        _ = query.Choice(Language, [.. Preferences.Language.All.Select(language => language.Code)]);
    }

    /// <summary>Says that a zone is unknown.</summary>
    public static void CheckZone(QueryReader query, string? name)
    {
        if (name is not null && DisplayZone.Find(name) is null)
        {
            query.Problem(Zone, $"'{name}' is no time zone of the IANA database such as Europe/Istanbul.");
        }
    }

    /// <summary>A local address that leaves one of them to the reader's own choice.</summary>
    public static string Without(string address, string name)
    {
        var start = address.IndexOf('?', StringComparison.Ordinal);
        return start < 0 ? address : address[..start] + new QueryBuilder(
            from pair in QueryHelpers.ParseQuery(address[start..])
            where pair.Key != name
            from value in pair.Value
            select KeyValuePair.Create(pair.Key, value ?? ""));
    }
}
