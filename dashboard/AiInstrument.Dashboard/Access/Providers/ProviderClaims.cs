using System.Security.Claims;
using System.Text.Json;

namespace AiInstrument.Dashboard.Access.Providers;

/// <summary>Reads who somebody is from a provider's answer (OpenID Connect Core 1.0, section 5.1; GitHub's REST API).</summary>
internal static class ProviderClaims
{
    public const string Subject = "sub";
    public const string Email = "email";

    /// <summary>Present where the provider has verified the address.</summary>
    public const string Verified = "email_verified";

    /// <param name="person">The answer about the person.</param>
    /// <param name="emails">The addresses, where they are a list of their own.</param>
    public static IEnumerable<Claim> Of(JsonElement person, JsonElement? emails)
    {
        if ((Text(person, Subject) ?? Text(person, "id")) is { Length: > 0 } subject)
        {
            yield return new Claim(Subject, subject);
        }

        var (email, verified) = emails is { } list ? Primary(list) : (Text(person, Email), IsTrue(person, Verified));
        if (email is { Length: > 0 })
        {
            yield return new Claim(Email, email);
        }

        if (verified)
        {
            yield return new Claim(Verified, "true");
        }
    }

    private static (string? Email, bool Verified) Primary(JsonElement emails)
    {
        var primary = emails.ValueKind == JsonValueKind.Array ? emails.EnumerateArray().FirstOrDefault(email => IsTrue(email, "primary")) : default;
        return (Text(primary, Email), IsTrue(primary, "verified"));
    }

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
        : null;

    // Some providers write the boolean as a text.
    private static bool IsTrue(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value)
        && (value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.ValueEquals("true")));
}
