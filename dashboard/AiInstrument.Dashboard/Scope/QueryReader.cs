using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace AiInstrument.Dashboard.Scope;

/// <summary>
/// Reads query parameters and collects what is wrong with them. An empty value is a parameter that was left out, as forms send it. What a reader asks for is also what the API's document
/// lists (<see cref="Declare(Action{QueryReader})"/>), so that each question says in one sentence what the parameter is about.
/// </summary>
internal sealed class QueryReader(IQueryCollection query)
{
    private readonly Dictionary<string, string[]> _problems = [];
    private Dictionary<string, QueryParameter>? _declared;

    /// <summary>One English sentence per wrong parameter.</summary>
    public IReadOnlyDictionary<string, string[]> Problems => _problems;

    /// <summary>The parameters that something reads, in the order in which it asks for them. It must ask for all of them whatever the values are.</summary>
    public static IReadOnlyList<QueryParameter> Declare(Action<QueryReader> read)
    {
        var reader = new QueryReader(QueryCollection.Empty) { _declared = [] };
        read(reader);
        return [.. reader._declared.Values];
    }

    public string? Text(string name, string? about = null, string? example = null)
    {
        Declare(name, about, parameter => parameter with { Example = example });
        return Value(name);
    }

    /// <summary>A text that must be there; empty when it is not.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="missing">What to say when it is missing.</param>
    /// <param name="about">What it is.</param>
    public string Required(string name, string missing, string? about = null)
    {
        Declare(name, about, parameter => parameter with { IsRequired = true });
        if (Value(name) is { } value)
        {
            return value;
        }

        Problem(name, missing);
        return "";
    }

    public bool Flag(string name, string? about = null)
    {
        Declare(name, about, parameter => parameter with { IsFlag = true });
        return OneOf(name, ["true", "false"]) == "true";
    }

    [return: NotNullIfNotNull(nameof(fallback))]
    public string? Choice(string name, IReadOnlyList<string> known, string? about = null, string? fallback = null)
    {
        Declare(name, about, parameter => parameter with { Choices = known, Default = fallback });
        return OneOf(name, known) ?? fallback;
    }

    public int Number(string name, int fallback, int min, int max, string? about = null)
    {
        Declare(name, about, parameter => parameter with { Minimum = min, Maximum = max, Default = fallback });
        return (int)(Whole(name, min, max) ?? fallback);
    }

    /// <summary>The id that a list goes on after; null for its beginning.</summary>
    public long? Id(string name, string? about = null, long min = 1)
    {
        Declare(name, about, parameter => parameter with { Minimum = min, Maximum = long.MaxValue });
        return Whole(name, min, long.MaxValue);
    }

    public DateTimeOffset? Instant(string name, string? about = null) => Parsed<DateTimeOffset>(
        name,
        (string value, out DateTimeOffset instant) => DateTimeOffset.TryParseExact(value, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant),
        "instant",
        "2026-01-31T00:00:00.0000000+00:00",
        about,
        "date-time");

    public DateOnly? Day(string name, string? about = null) => Parsed<DateOnly>(
        name,
        (string value, out DateOnly day) => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day),
        "day",
        "2026-11-21",
        about,
        "date");

    /// <summary>A value of a kind that has a spelling of its own; null when it is left out or wrong.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="parse">Reads the spelling.</param>
    /// <param name="kind">What to call it in a sentence.</param>
    /// <param name="example">One that is right.</param>
    /// <param name="about">What it is.</param>
    /// <param name="format">Its format in JSON Schema, or null.</param>
    public T? Parsed<T>(string name, Parse<T> parse, string kind, string example, string? about = null, string? format = null)
        where T : struct
    {
        Declare(name, about, parameter => parameter with { Format = format, Example = example });
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (parse(value, out var parsed))
        {
            return parsed;
        }

        Problem(name, $"'{value}' is no {kind} such as {example}.");
        return null;
    }

    public void Problem(string name, string sentence) => _problems[name] = [sentence];

    private string? Value(string name) => query[name].ToString() is { Length: > 0 } value ? value : null;

    private string? OneOf(string name, IReadOnlyList<string> known)
    {
        var value = Value(name);
        if (value is null || known.Contains(value))
        {
            return value;
        }

        Problem(name, $"'{value}' is none of {string.Join(", ", known)}.");
        return null;
    }

    private long? Whole(string name, long min, long max)
    {
        var value = Value(name);
        if (value is null)
        {
            return null;
        }

        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
        {
            return number;
        }

        Problem(name, $"'{value}' is not a whole number from {min} to {max}.");
        return null;
    }

    // Once, as it is asked for first: some are asked for again to name what was wrong.
    private void Declare(string name, string? about, Func<QueryParameter, QueryParameter> describe) => _declared?.TryAdd(name, describe(new QueryParameter(name, about)));

    /// <summary>Reads a spelling.</summary>
    internal delegate bool Parse<T>(string value, out T parsed);
}
