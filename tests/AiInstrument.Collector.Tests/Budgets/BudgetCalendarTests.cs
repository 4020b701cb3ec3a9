using AiInstrument.Collector.Budgets;
using AiInstrument.Collector.Budgets.Counting;

namespace AiInstrument.Collector.Tests.Budgets;

public sealed class BudgetCalendarTests
{
    // Clocks: Istanbul has no change now, New York goes back on 2026-11-01, Berlin forward on 2026-03-29 and back on 2026-10-25, Lord Howe by half an hour on 2026-04-05 and 2026-10-04;
    // Santiago skips midnight on 2025-09-07, Havana has the first hour of 2025-11-02 twice, Apia had no 2011-12-30.
    [Theory]
    [InlineData("Europe/Istanbul", BudgetPeriod.Day, "2026-10-25T12:00Z", "2026-10-24T21:00Z", "2026-10-25T21:00Z", "2026-10-25")]
    [InlineData("America/New_York", BudgetPeriod.Day, "2026-11-01T12:00Z", "2026-11-01T04:00Z", "2026-11-02T05:00Z", "2026-11-01")]
    [InlineData("America/New_York", BudgetPeriod.Month, "2026-11-15T12:00Z", "2026-11-01T04:00Z", "2026-12-01T05:00Z", "2026-11")]
    [InlineData("Europe/Berlin", BudgetPeriod.Day, "2026-03-29T12:00Z", "2026-03-28T23:00Z", "2026-03-29T22:00Z", "2026-03-29")]
    [InlineData("Europe/Berlin", BudgetPeriod.Week, "2026-10-25T23:30Z", "2026-10-25T23:00Z", "2026-11-01T23:00Z", "2026-W44")]
    [InlineData("Europe/Berlin", BudgetPeriod.Week, "2026-10-25T22:59Z", "2026-10-18T22:00Z", "2026-10-25T23:00Z", "2026-W43")]
    [InlineData("Europe/Berlin", BudgetPeriod.Month, "2026-10-31T23:30Z", "2026-10-31T23:00Z", "2026-11-30T23:00Z", "2026-11")]
    [InlineData("Australia/Lord_Howe", BudgetPeriod.Day, "2026-10-04T00:00Z", "2026-10-03T13:30Z", "2026-10-04T13:00Z", "2026-10-04")]
    [InlineData("Australia/Lord_Howe", BudgetPeriod.Day, "2026-04-05T00:00Z", "2026-04-04T13:00Z", "2026-04-05T13:30Z", "2026-04-05")]
    [InlineData("America/Santiago", BudgetPeriod.Day, "2025-09-07T12:00Z", "2025-09-07T04:00Z", "2025-09-08T03:00Z", "2025-09-07")]
    [InlineData("America/Havana", BudgetPeriod.Day, "2025-11-02T12:00Z", "2025-11-02T04:00Z", "2025-11-03T05:00Z", "2025-11-02")]
    [InlineData("Pacific/Apia", BudgetPeriod.Day, "2011-12-30T12:00Z", "2011-12-30T10:00Z", "2011-12-31T10:00Z", "2011-12-31")]
    [InlineData("UTC", BudgetPeriod.Month, "2024-02-29T23:59:59Z", "2024-02-01T00:00Z", "2024-03-01T00:00Z", "2024-02")]
    [InlineData("UTC", BudgetPeriod.Week, "2027-01-01T00:00Z", "2026-12-28T00:00Z", "2027-01-04T00:00Z", "2026-W53")]
    [InlineData("UTC", BudgetPeriod.Total, "2026-11-21T00:00Z", "1970-01-01T00:00Z", null, "total")]
    public void A_period_is_one_of_local_days(string zone, BudgetPeriod period, string instant, string start, string? end, string name)
    {
        var calendar = BudgetCalendar.Of(period, zone);

        var span = calendar.At(At(instant));

        Assert.Equal((At(start), end is null ? null : At(end)), (DateTimeOffset.FromUnixTimeSeconds(span.Start), span.ResetsAt));
        Assert.Equal(name, calendar.Name(span));
    }

    [Fact]
    public void Periods_of_every_zone_follow_one_another_without_gap_and_hold_what_their_local_date_says()
    {
        var random = new Random(4);
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
        {
            foreach (var period in (BudgetPeriod[])[BudgetPeriod.Day, BudgetPeriod.Week, BudgetPeriod.Month])
            {
                var calendar = new BudgetCalendar(period, zone);
                for (var tried = 0; tried < 5; tried++)
                {
                    var seconds = random.NextInt64(946_684_800, 2_000_000_000);
                    var span = calendar.At(seconds * 1_000_000_000);
                    var next = new BudgetCalendar(period, zone).At(span.End!.Value * 1_000_000_000);
                    var last = new BudgetCalendar(period, zone).At((span.End.Value * 1_000_000_000) - 1);
                    Assert.True(span.Contains(seconds), $"{zone.Id} {seconds}");
                    Assert.True(next.Start == span.End && last == span, $"{zone.Id} {seconds}");
                    Assert.True(Local(zone, span.Start - 1) < Local(zone, span.Start), $"{zone.Id} {seconds}");
                    Assert.True(period != BudgetPeriod.Day || (Local(zone, span.Start) == Local(zone, seconds) && Local(zone, seconds) == Local(zone, span.End.Value - 1)), $"{zone.Id} {seconds}");
                }
            }
        }
    }

    [Fact]
    public void A_zone_that_is_not_known_any_more_is_taken_for_utc() =>
        Assert.Equal(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(), BudgetCalendar.Of(BudgetPeriod.Day, "Mars/Olympus").At(At("2026-11-21T12:00Z")).Start);

    private static DateOnly Local(TimeZoneInfo zone, long seconds) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(seconds), zone).DateTime);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
