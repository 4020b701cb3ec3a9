
using AiInstrument.Collector.Queries.Records;

namespace AiInstrument.Dashboard.Records;

/// <summary>One field of an exported record. CSV has its name in snake case.</summary>
/// <param name="Name">The name, as in the JSON API.</param>
/// <param name="Value">A text, a whole number, a fraction, a flag, an instant, dollars, or null where it is not known.</param>
internal sealed record RecordField(string Name, Func<InteractionRow, object?> Value)
{
    /// <summary>In CSV.</summary>
    public string CsvName { get; } = string.Concat(Name.Select(letter => char.IsAsciiLetterUpper(letter) ? "_" + char.ToLowerInvariant(letter) : letter.ToString()));
}
