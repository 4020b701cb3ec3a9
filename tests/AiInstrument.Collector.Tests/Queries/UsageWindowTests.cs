using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Tests.Storage;

namespace AiInstrument.Collector.Tests.Queries;

public sealed class UsageWindowTests
{
    private static readonly FakeTime Time = new(new DateTimeOffset(2026, 11, 21, 23, 59, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("1d", "2026-11-21", "2026-11-21", "2026-11-20", "2026-11-20")]
    [InlineData("7d", "2026-11-15", "2026-11-21", "2026-11-08", "2026-11-14")]
    [InlineData("2026-10", "2026-10-01", "2026-10-31", "2026-09-01", "2026-09-30")]
    [InlineData("2026-11", "2026-11-01", "2026-11-30", "2026-10-01", "2026-10-21")]
    [InlineData("2026-10-03..2026-10-19", "2026-10-03", "2026-10-19", "2026-09-16", "2026-10-02")]
    [InlineData("2026-10-03..2026-10-03", "2026-10-03", "2026-10-03", "2026-10-02", "2026-10-02")]
    [InlineData("2026-11-20..2027-01-31", "2026-11-20", "2027-01-31", "2026-11-18", "2026-11-19")]
    [InlineData("2000-01-01..2027-12-31", "2000-01-01", "2027-12-31", "1973-02-09", "1999-12-31")]
    public void A_period_has_its_days_and_those_before(string period, string from, string to, string beforeFrom, string beforeTo)
    {
        Assert.True(UsageWindow.TryParse(period, Time, out var window));
        var before = window.Previous(new DateOnly(2026, 11, 21))!;

        Assert.Equal((period, from, to), (window.Period, UsageWindow.Spell(window.FromDay!.Value), UsageWindow.Spell(window.ToDay)));
        Assert.Equal((beforeFrom, beforeTo), (UsageWindow.Spell(before.FromDay!.Value), UsageWindow.Spell(before.ToDay)));
    }

    [Theory]
    [InlineData("2026-10-19..2026-10-03")]
    [InlineData("2026-10-03..")]
    [InlineData("..2026-10-03")]
    [InlineData("..")]
    [InlineData("2026-10-03...2026-10-19")]
    [InlineData("2026-10-03..2026-10-19..2026-10-20")]
    [InlineData("2026-02-30..2026-03-01")]
    [InlineData("2026-10-03..2026-10")]
    [InlineData("1999-12-31..2026-01-01")]
    [InlineData("2026-01-01..2028-01-01")]
    [InlineData("0001-01-01..9999-12-31")]
    [InlineData("2d")]
    [InlineData("d")]
    public void Other_words_are_no_period(string period)
    {
        Assert.False(UsageWindow.TryParse(period, Time, out var window));
        Assert.Equal("30d", window.Period);
    }

    [Fact]
    public void A_month_before_is_a_whole_month_where_nobody_says_what_day_it_is()
    {
        Assert.True(UsageWindow.TryParse("2026-11", Time, out var month));
        Assert.True(UsageWindow.TryParse("2026-03", Time, out var march));

        Assert.Equal("2026-10", month.Previous()!.Period);

        // On the 31st there is nothing to compare with in a shorter month.
        Assert.Equal(new DateOnly(2026, 2, 28), march.Previous(new DateOnly(2026, 3, 30))!.ToDay);
    }

    [Fact]
    public void The_days_before_are_a_period_that_can_be_asked_for()
    {
        Assert.True(UsageWindow.TryParse("30d", Time, out var window));
        Assert.True(UsageWindow.TryParse(window.Previous()!.Period, Time, out var before));

        Assert.Equal(window.Previous(), before);
    }
}
