using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Dashboard.Alerts;

/// <summary>Reads a form's fields, keeps them as they were typed, and collects a code for each that is wrong.</summary>
internal sealed class FormReader(IFormCollection form)
{
    /// <summary>What is wrong, by field; codes as in <see cref="Collector.Alerts.AlertInvalidException"/>.</summary>
    public Dictionary<string, string> Problems { get; } = new(StringComparer.Ordinal);

    /// <summary>As it was typed, without blanks around it; null when empty.</summary>
    public string? Text(string name) => form[name].ToString().Trim() is { Length: > 0 } text ? text : null;

    public bool Flag(string name) => Text(name) == "true";

    public IReadOnlyList<int> Ids(string name) => [.. form[name].Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : -1)];

    /// <summary>A whole number; null when the field is empty.</summary>
    public int? Whole(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Problems[name] = "range";
        return null;
    }

    /// <summary>A number with a point; zero when it is none, which is then a problem.</summary>
    public decimal Number(string name)
    {
        if (decimal.TryParse(Text(name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 1_000_000_000)
        {
            return number;
        }

        Problems[name] = Text(name) is null ? "required" : "range";
        return 0;
    }

    public T Choice<T>(string name, T fallback)
        where T : struct, Enum => Enum.TryParse<T>(Text(name), out var choice) && Enum.IsDefined(choice) ? choice : fallback;
}
