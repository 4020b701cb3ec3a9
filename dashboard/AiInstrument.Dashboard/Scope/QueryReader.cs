using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Dashboard.Scope;

/// <summary>Reads query parameters and collects what is wrong with them. An empty value is a parameter that was left out, as forms send it.</summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private readonly Dictionary<string, string[]> _problems = [];

    /// <summary>One English sentence per wrong parameter.</summary>
    public IReadOnlyDictionary<string, string[]> Problems => _problems;

    public string? Text(string name) => query[name].ToString() is { Length: > 0 } value ? value : null;

    public bool Flag(string name) => Choice(name, ["true", "false"]) == "true";

    public string? Choice(string name, IReadOnlyList<string> known)
    {
        var value = Text(name);
        if (value is null || known.Contains(value))
        {
            return value;
        }

        Problem(name, $"'{value}' is none of {string.Join(", ", known)}.");
        return null;
    }

    public int Number(string name, int fallback, int min, int max)
    {
        var value = Text(name);
        if (value is null)
        {
            return fallback;
        }

        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Problem(name, $"'{value}' is not a whole number from {min} to {max}.");
        return fallback;
    }

    /// <summary>An amount with a point, from 0.</summary>
    public decimal? Amount(string name, decimal max)
    {
        var value = Text(name);
        if (value is null)
        {
            return null;
        }

        if (decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount <= max)
        {
            return amount;
        }

        Problem(name, string.Create(CultureInfo.InvariantCulture, $"'{value}' is no amount from 0 to {max}."));
        return null;
    }

    public DateTimeOffset? Instant(string name)
    {
        var value = Text(name);
        if (value is null)
        {
            return null;
        }

        if (DateTimeOffset.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            return instant;
        }

        Problem(name, $"'{value}' is no instant such as 2026-01-31T00:00:00.0000000+00:00.");
        return null;
    }

    public void Problem(string name, string sentence) => _problems[name] = [sentence];
}
