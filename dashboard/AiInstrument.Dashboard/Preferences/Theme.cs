using Microsoft.AspNetCore.Http;

namespace AiInstrument.Dashboard.Preferences;

/// <summary>Dark, light, or as the system has it. Kept in a cookie, so that the page arrives in the right colours.</summary>
internal static class Theme
{
    public const string Cookie = "aiinstrument.theme";
    public const string System = "system";
    public const string Light = "light";
    public const string Dark = "dark";

    /// <summary>Every theme with its icon, in the order of the switch.</summary>
    public static IReadOnlyList<(string Name, string Icon)> All { get; } = [(System, "system"), (Light, "sun"), (Dark, "moon")];

    public static bool IsKnown(string? theme) => All.Any(known => known.Name == theme);

    /// <summary>The theme that the address names, else the reader's choice, else the system's.</summary>
    public static string Of(HttpRequest request) => Known(request.Query[AddressChoices.Theme]) ?? Known(request.Cookies[Cookie]) ?? System;

    private static string? Known(string? theme) => IsKnown(theme) ? theme : null;
}
