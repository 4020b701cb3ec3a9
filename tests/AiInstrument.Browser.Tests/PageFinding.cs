using Microsoft.Playwright;

namespace AiInstrument.Browser.Tests;

/// <summary>A page that was looked at.</summary>
/// <param name="Address">The page.</param>
/// <param name="Check">What was looked at.</param>
/// <param name="Width">The window's width in pixels.</param>
/// <param name="Scheme">The theme.</param>
/// <param name="Wrong">What is wrong; none when nothing is.</param>
public sealed record PageFinding(string Address, PageCheck Check, int Width, ColorScheme Scheme, IReadOnlyList<string> Wrong);
