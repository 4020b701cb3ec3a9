using AiInstrument.Collector.Queries;

namespace AiInstrument.Collector.Alerts.Measures;

/// <summary>Sums of whole hours.</summary>
internal static class HourSums
{
    /// <summary>The start of an instant's hour.</summary>
    public static DateTimeOffset HourOf(DateTimeOffset instant) => new(instant.UtcDateTime.Date.AddHours(instant.UtcDateTime.Hour), TimeSpan.Zero);

    /// <summary>The totals of the rule's window: the running hour and as many whole hours before it.</summary>
    public static Task<UsageTotals> WindowAsync(AlertQuestion question, CancellationToken cancellationToken)
    {
        var running = HourOf(question.Now);
        return ReadAsync(question, running.AddMinutes(-question.Rule.WindowMinutes), running.AddHours(1), cancellationToken);
    }

    /// <summary>The totals from one hour to another.</summary>
    /// <param name="question">Workspace, filter and queries.</param>
    /// <param name="from">The first hour.</param>
    /// <param name="before">The hour behind the last.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<UsageTotals> ReadAsync(AlertQuestion question, DateTimeOffset from, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var sum = new UsageTotals();
        for (var day = DateOnly.FromDateTime(from.UtcDateTime); day <= DateOnly.FromDateTime(before.AddTicks(-1).UtcDateTime); day = day.AddDays(1))
        {
            var hours = await question.Queries.GetTimelineAsync(question.WorkspaceId, new UsageWindow("1d", day, day), question.Rule.Filter, cancellationToken).ConfigureAwait(false);
            sum = hours.Where(hour => hour.Start >= from && hour.Start < before).Aggregate(sum, (total, hour) => total.Plus(hour.Totals));
        }

        return sum;
    }
}
