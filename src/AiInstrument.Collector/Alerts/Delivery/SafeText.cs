using System.Globalization;
using AiInstrument.Collector.Normalization;

namespace AiInstrument.Collector.Alerts.Delivery;

/// <summary>Makes names of others fit to be shown anywhere: one line, bounded, and nothing that is not seen.</summary>
internal static class SafeText
{
    private const int MostChars = 160;

    /// <summary>The text without control and formatting characters, at the most 160 characters.</summary>
    public static string Clean(string text) => Clip.To(
        string.Concat(text.Select(c => char.IsWhiteSpace(c) || char.IsControl(c) ? ' ' : CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format ? '\uFFFD' : c)).Trim(),
        MostChars);
}
