namespace AiInstrument.Collector.Seeding;

/// <summary>When seeded calls happen: by day more than at night, on workdays more than on weekends, and a little more every day.</summary>
internal sealed class SeededHours
{
    private const double Weekend = 0.3;
    private const double Growth = 0.5;

    private static readonly double[] s_hours = [2, 1.5, 1, 1, 1, 2, 5, 11, 22, 34, 40, 38, 26, 33, 41, 39, 33, 24, 15, 10, 8, 6, 4, 3];

    private readonly DateTimeOffset _first;

    // The share of all calls that have happened by the end of each hour.
    private readonly double[] _shares;

    /// <summary>Spreads calls over whole hours, the last of which may be cut.</summary>
    /// <param name="days">Over how many days.</param>
    /// <param name="until">When the last call begins.</param>
    public SeededHours(int days, DateTimeOffset until)
    {
        _first = until.AddDays(-days);
        var count = days * 24;
        _shares = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            var hour = _first.AddHours(i);
            var day = hour.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? Weekend : 1;
            _shares[i] = sum += s_hours[hour.Hour] * day * (1 + (Growth * i / count));
        }

        for (var i = 0; i < count; i++)
        {
            _shares[i] /= sum;
        }
    }

    /// <summary>When a share of all calls, 0 to 1, has happened.</summary>
    public DateTimeOffset At(double share)
    {
        var found = Array.BinarySearch(_shares, share);
        var hour = Math.Min(found < 0 ? ~found : found, _shares.Length - 1);
        var before = hour == 0 ? 0 : _shares[hour - 1];
        var inside = (share - before) / (_shares[hour] - before);
        return _first.AddHours(hour + Math.Clamp(inside, 0, 1));
    }
}
