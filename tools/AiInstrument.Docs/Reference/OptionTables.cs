using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace AiInstrument.Docs.Reference;

/// <summary>Tables of options classes: names, defaults and what the code says of them.</summary>
internal static partial class OptionTables
{
    /// <summary>The table of an instance that nobody has changed; options that hold options are one row for each of theirs.</summary>
    public static string Of(object options) => MarkdownTable.Of(["option", "default", "what"], Rows(options, ""));

    private static IEnumerable<string[]> Rows(object options, string prefix)
    {
        var docs = XmlDocs.Of(options.GetType().Assembly);
        foreach (var property in options.GetType().GetProperties().OrderBy(property => property.MetadataToken))
        {
            var value = property.GetValue(options);
            if (value is not null && property.SetMethod is null && value is not IEnumerable && value.GetType().GetProperties().Any(inner => inner.SetMethod is { IsPublic: true }))
            {
                foreach (var row in Rows(value, $"{prefix}{property.Name}."))
                {
                    yield return row;
                }
            }
            else
            {
                yield return [MarkdownTable.Code(prefix + property.Name), Default(value), DefaultSentence().Replace(docs.Summary(property), "").Trim()];
            }
        }

        // What is set by calling is listed as it is called.
        foreach (var method in options.GetType().GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => !method.IsSpecialName))
        {
            throw new InvalidDataException($"{options.GetType()}.{method.Name}: the table has no row for methods of options.");
        }
    }

    private static string Default(object? value) => value switch
    {
        null => "",
        bool flag => MarkdownTable.Code(flag ? "true" : "false"),
        TimeSpan time => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s"),
        int or long => Number(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        string or Uri or Enum => MarkdownTable.Code(value.ToString()!.TrimEnd('/')),
        IEnumerable list => list.Cast<object>().Any() ? throw new InvalidDataException("A list that is not empty has no text.") : "",
        TimeProvider => "the system's clock",
        AiInstrument.Redaction.RedactionOptions => "",
        _ => throw new InvalidDataException($"{value.GetType()} has no text."),
    };

    private static string Number(long value) => value switch
    {
        >= 1024 * 1024 when value % (1024 * 1024) == 0 => string.Create(CultureInfo.InvariantCulture, $"{value:#,0} ({value / (1024 * 1024)} Mi)"),
        >= 1024 when value % 1024 == 0 => string.Create(CultureInfo.InvariantCulture, $"{value:#,0} ({value / 1024} Ki)"),
        _ => value.ToString("#,0", CultureInfo.InvariantCulture),
    };

    // The default stands in a column of its own.
    [GeneratedRegex(@" Default: (?:[^.]|\.(?=\S))+\.$")]
    private static partial Regex DefaultSentence();
}
