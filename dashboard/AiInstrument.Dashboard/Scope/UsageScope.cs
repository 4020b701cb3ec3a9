using AiInstrument.Collector.Queries;

namespace AiInstrument.Dashboard.Scope;

/// <summary>What every page and API answer is about: a window and a filter. Written to and read from the query string.</summary>
/// <param name="Window">The days.</param>
/// <param name="Filter">The narrowing.</param>
internal sealed record UsageScope(UsageWindow Window, UsageFilter Filter) : IQueryRequest<UsageScope>
{
    /// <summary>The parameter of the window.</summary>
    public const string Period = "period";

    /// <summary>The first day, in the form that chooses days.</summary>
    public const string From = "from";

    /// <summary>The last day, in the form that chooses days.</summary>
    public const string To = "to";

    private const string DefaultPeriod = "30d";

    /// <summary>Names the dimensions that must be absent, because an empty parameter means "not narrowed".</summary>
    public const string Without = "without";

    public static UsageScope Read(QueryReader query, TimeProvider time) => Read(query, time, Dimension.All);

    /// <summary>Reads the parameters.</summary>
    /// <param name="query">The query string.</param>
    /// <param name="time">Tells today.</param>
    /// <param name="dimensions">What may narrow.</param>
    public static UsageScope Read(QueryReader query, TimeProvider time, IReadOnlyList<Dimension> dimensions) => new(ReadDays(query, time), ReadFilter(query, dimensions));

    /// <summary>Reads the days alone, for what cannot be narrowed.</summary>
    public static UsageWindow ReadDays(QueryReader query, TimeProvider time)
    {
        // A form sends days in two fields; links name them as a period.
        var (from, to) = (query.Day(From, "The first of some days, in place of `period`."), query.Day(To, "The last of them."));
        var named = query.Text(Period, "Whole UTC days: those that end today, `1d`, `7d`, `30d` (where it is left out) or `90d`; a calendar month such as `2026-10`; any days such as `2026-10-03..2026-10-19`; `all` for ever.", "7d");
        var isNamed = from is null && to is null;
        var period = isNamed ? named : UsageWindow.Spell(from is { } first ? UsageWindow.Spell(first) : null, to is { } last ? UsageWindow.Spell(last) : null);
        if (!UsageWindow.TryParse(period, time, out var window))
        {
            query.Problem(isNamed ? Period : From, $"'{period}' is none of {UsageWindow.Allowed}.");
        }

        return window;
    }

    /// <summary>Reads the narrowing alone, for what has days of its own.</summary>
    /// <param name="query">The query string.</param>
    /// <param name="dimensions">What may narrow; null for <see cref="Dimension.All"/>.</param>
    public static UsageFilter ReadFilter(QueryReader query, IReadOnlyList<Dimension>? dimensions = null)
    {
        dimensions ??= Dimension.All;
        var filter = dimensions.Aggregate(UsageFilter.None, (f, dimension) => dimension.Set(f, query.Text(dimension.Parameter, $"Only calls with exactly this {dimension.Parameter}.")));
        foreach (var name in query.Text(Without, "Only calls that have none of these: names of narrowings, separated by commas.", "feature,user")?.Split(',') ?? [])
        {
            if (dimensions.FirstOrDefault(known => known.Parameter == name) is { } dimension)
            {
                filter = dimension.Set(filter, dimension.Get(filter) ?? "");
            }
            else
            {
                query.Problem(Without, $"'{name}' is none of {string.Join(", ", dimensions.Select(d => d.Parameter))}.");
            }
        }

        return filter;
    }

    /// <summary>The same days and filter, and only calls with this value; null stands for calls without one.</summary>
    public UsageScope Narrow(Dimension dimension, string? value) => this with { Filter = dimension.Set(Filter, value ?? "") };

    /// <summary>The same filter over another period.</summary>
    /// <param name="period">A period that <see cref="UsageWindow.TryParse"/> reads.</param>
    /// <param name="time">Tells today.</param>
    public UsageScope Over(string period, TimeProvider time) => UsageWindow.TryParse(period, time, out var window)
        ? this with { Window = window }
        : throw new ArgumentException($"{period} is no period.", nameof(period));

    /// <summary>The dimensions that narrow, each with its value; null where calls without one are meant.</summary>
    public IEnumerable<(Dimension Dimension, string? Value)> Narrowings =>
        from dimension in Dimension.OfRecords
        let value = dimension.Get(Filter)
        where value is not null
        select (dimension, value.Length == 0 ? null : value);

    public IReadOnlyList<KeyValuePair<string, string>> ToQuery()
    {
        var pairs = new List<KeyValuePair<string, string>>();
        if (Window.Period != DefaultPeriod)
        {
            pairs.Add(new(Period, Window.Period));
        }

        pairs.AddRange(from n in Narrowings where n.Value is not null select KeyValuePair.Create(n.Dimension.Parameter, n.Value));
        var absent = string.Join(',', from n in Narrowings where n.Value is null select n.Dimension.Parameter);
        if (absent.Length > 0)
        {
            pairs.Add(new(Without, absent));
        }

        return pairs;
    }
}
