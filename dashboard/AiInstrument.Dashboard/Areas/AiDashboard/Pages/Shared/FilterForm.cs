using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Queries.Records;
using AiInstrument.Dashboard.Scope;
using Microsoft.Extensions.Localization;

namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Shared;

/// <summary>The form that narrows a list: a few fields at once, the others on request. It is a plain GET form, so that what it makes is the list's address.</summary>
/// <param name="Label">What a screen reader calls it.</param>
/// <param name="Clear">The address of the list without narrowing.</param>
/// <param name="First">The fields that are shown.</param>
/// <param name="More">The fields that are shown on request, or when one of them narrows.</param>
/// <param name="Query">The list's address; what is no field of the form is passed on unchanged.</param>
internal sealed record FilterForm(string Label, string Clear, IReadOnlyList<FilterField> First, IReadOnlyList<FilterField> More, IReadOnlyList<KeyValuePair<string, string>> Query)
{
    // Where the list stands; what narrows it begins at its first row.
    private static readonly string[] Position = ["page", "before", "after", "back"];

    // Of these there are few enough to choose from.
    private static readonly IReadOnlyList<Dimension> Listed = [Dimension.Feature, Dimension.Model, Dimension.EntryPoint, Dimension.Provider, Dimension.Category, Dimension.Service];

    /// <summary>A box to tick, or null.</summary>
    public (string Name, string Label, string Title, bool Ticked)? Tick { get; init; }

    public IEnumerable<KeyValuePair<string, string>> Kept
    {
        get
        {
            var fields = First.Concat(More).Select(one => one.Name).Append(Tick?.Name).Concat(Position).ToHashSet();
            return Query.Where(pair => !fields.Contains(pair.Key));
        }
    }

    /// <summary>A field for each dimension: a choice among the window's values, or, of those that are very many, a field to type one in.</summary>
    /// <param name="queries">The queries.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="scope">What narrows now.</param>
    /// <param name="dimensions">The dimensions, in order.</param>
    /// <param name="text">The reader's language.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<IReadOnlyList<FilterField>> DimensionsAsync(
        IUsageQueries queries, int workspace, UsageScope scope, IEnumerable<Dimension> dimensions, IStringLocalizer<Text> text, CancellationToken cancellationToken)
    {
        var fields = new List<FilterField>();
        foreach (var dimension in dimensions)
        {
            var chosen = dimension.Get(scope.Filter) is { Length: > 0 } value ? value : null;
            var field = new FilterField(dimension.Parameter, text[dimension.SingularKey], chosen);
            if (Listed.Contains(dimension))
            {
                var groups = await queries.GetBreakdownAsync(workspace, scope.Window, UsageFilter.None, dimension.Kind, cancellationToken).ConfigureAwait(false);
                var names = groups.Select(group => group.Name).Append(chosen).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
                field = field with { Choices = [.. names.Select(name => KeyValuePair.Create(name, name))] };
            }

            fields.Add(field);
        }

        return fields;
    }

    /// <summary>A field for each further narrowing.</summary>
    public static IEnumerable<FilterField> Narrowings(RecordNarrowing narrowing, IStringLocalizer<Text> text) => Narrowing.All.Select(one => new FilterField(one.Parameter, text[one.Key], one.Get(narrowing))
    {
        Mode = one.Kind switch { NarrowingKind.Dollars => "decimal", NarrowingKind.Count or NarrowingKind.Milliseconds => "numeric", _ => "text" },
        Choices = one.Kind == NarrowingKind.Flag ? [new("true", text["Yes"]), new("false", text["No"])] : null,
    });
}
