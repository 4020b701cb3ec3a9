using System.CommandLine;
using System.Globalization;

namespace AiInstrument.Cli.Commands;

/// <summary>Options that name a day.</summary>
internal static class DayOption
{
    /// <summary>An option for a UTC day, written as 2026-11-21.</summary>
    public static Option<DateOnly?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "YYYY-MM-DD",
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }

            result.AddError($"'{result.Tokens[0].Value}' is no day; write it as 2026-11-21.");
            return null;
        },
    };
}
