using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Scope;

/// <summary>Reads what the forms of lists let one filter by.</summary>
internal sealed class DimensionChoices(IUsageQueries queries)
{
    private const int MostNames = 200;

    /// <summary>The names that dimensions have in the window.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="scope">Days, and what is chosen.</param>
    /// <param name="dimensions">The dimensions.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<IReadOnlyList<DimensionChoice>> ReadAsync(int workspace, UsageScope scope, IEnumerable<Dimension> dimensions, CancellationToken cancellationToken)
    {
        var choices = new List<DimensionChoice>();
        foreach (var dimension in dimensions)
        {
            // Nobody looks for a user in a list of thousands.
            var groups = dimension == Dimension.User
                ? []
                : await queries.GetBreakdownAsync(workspace, scope.Window, UsageFilter.None, dimension.Kind, cancellationToken).ConfigureAwait(false);
            var chosen = dimension.Get(scope.Filter);
            choices.Add(new DimensionChoice(
                dimension,
                groups.Count is 0 or > MostNames ? [] : [.. groups.Select(group => group.Name).Append(chosen).Where(name => !string.IsNullOrEmpty(name)).Distinct().Order(StringComparer.OrdinalIgnoreCase)!],
                chosen));
        }

        return choices;
    }
}
