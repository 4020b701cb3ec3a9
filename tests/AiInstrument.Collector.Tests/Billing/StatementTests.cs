using AiInstrument.Collector.Auditing;
using AiInstrument.Collector.Billing;
using AiInstrument.Collector.Decoding;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Tests.Storage;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Collector.Tests.Billing;

public sealed class StatementTests
{
    private const string Org = "org-a";
    private static readonly Actor Ada = new(Workspaces.DefaultId, "ada");
    private static readonly CalendarMonth September = new(2026, 9);
    private static readonly CalendarMonth October = new(2026, 10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lines_are_the_months_records_to_the_nano_dollar(bool filled)
    {
        await using var collector = await StartAsync();
        if (filled)
        {
            await collector.FillRollupsAsync();
        }

        using var billing = collector.BillingOf(UsageAudience.Everything);
        var lines = (await billing.GetLinesAsync(1, Org, October, Cancel))!;

        // 06:00 on three days, the first nanoseconds and the last millisecond of the month; not the last of September, nor the first of November.
        Assert.Equal(5, lines.Sum(line => line.Totals.Calls));
        Assert.Equal(5L, await collector.SqlAsync(InOctober("count(*)")));
        Assert.Equal(await collector.SqlAsync(InOctober("sum(cost_nano_usd)")), lines.Sum(line => line.Totals.CostNanoUsd));
        Assert.Equal(await collector.SqlAsync(InOctober("sum(input_tokens)")), lines.Sum(line => line.Totals.InputTokens));
        Assert.Equal([1, 5, 6, 7, 31], lines.Select(line => line.Day.Day));
        Assert.True(lines.Sum(line => line.Totals.CostNanoUsd) > 0);
        using var queries = collector.QueriesOf(UsageAudience.Everything);
        Assert.Equal(lines.Aggregate(new UsageTotals(), (sum, line) => sum.Plus(line.Totals)), await queries.GetTotalsAsync(1, October.Window, new UsageFilter { Organization = Org }, Cancel));
    }

    [Fact]
    public async Task A_month_is_closed_once_it_is_over_in_utc()
    {
        await using var collector = await StartAsync();
        using var billing = collector.BillingOf(UsageAudience.Everything);

        collector.Time.Now = new DateTimeOffset(2026, 10, 31, 23, 59, 59, TimeSpan.Zero);
        Assert.Equal(CloseOutcome.NotOver, (await billing.CloseAsync(Ada, Org, October, carryCorrections: true, Cancel)).Outcome);

        // Midnight in UTC, and not in Istanbul, where it is three hours earlier.
        collector.Time.Now = new DateTimeOffset(2026, 11, 1, 2, 0, 0, TimeSpan.FromHours(3));
        Assert.Equal(CloseOutcome.NotOver, (await billing.CloseAsync(Ada, Org, October, carryCorrections: true, Cancel)).Outcome);

        collector.Time.Now = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal((CloseOutcome.Closed, 1L), await billing.CloseAsync(Ada, Org, October, carryCorrections: true, Cancel));
        Assert.Equal(CloseOutcome.AlreadyClosed, (await billing.CloseAsync(Ada, Org, October, carryCorrections: true, Cancel)).Outcome);
        Assert.Equal(CloseOutcome.UnknownOrganization, (await billing.CloseAsync(Ada, "nobody", October, carryCorrections: true, Cancel)).Outcome);
        Assert.Equal(CloseOutcome.UnknownOrganization, (await billing.CloseAsync(Ada, "", October, carryCorrections: true, Cancel)).Outcome);
    }

    [Fact]
    public async Task A_statement_says_with_which_prices_and_refuses_to_change()
    {
        await using var collector = await StartAsync();

        var statement = await CloseAsync(collector, October);

        Assert.True(statement.Intact);
        Assert.Equal(("ada", Org, October), (statement.Summary.ClosedBy, statement.Summary.Organization, statement.Summary.Month));
        Assert.All(statement.Lines, line => Assert.Equal([Assert.Single(statement.Prices).Key], line.Prices));
        Assert.Contains("gpt-4o-mini", statement.Prices[0].Value, StringComparison.Ordinal);
        foreach (var sql in (string[])
        [
            "UPDATE statements SET closed_by = 'eve' RETURNING id",
            "DELETE FROM statements RETURNING id",
            "UPDATE statement_lines SET cost_nano_usd = 0 RETURNING number",
            "DELETE FROM statement_lines RETURNING number",
        ])
        {
            await Assert.ThrowsAsync<SqliteException>(() => collector.SqlAsync(sql));
        }

        await collector.SqlAsync("DROP TRIGGER statement_lines_are_not_changed");
        await collector.SqlAsync("UPDATE statement_lines SET cost_nano_usd = cost_nano_usd + 1 WHERE number = 1");
        using var billing = collector.BillingOf(UsageAudience.Everything);
        Assert.False((await billing.GetStatementAsync(1, statement.Summary.Id, Cancel))!.Intact);
    }

    [Fact]
    public async Task A_late_span_leaves_the_statement_and_becomes_a_correction_that_the_next_month_carries_once()
    {
        await using var collector = await StartAsync();
        await collector.FillRollupsAsync();
        var september = await CloseAsync(collector, September);
        Assert.Empty(await CorrectionsAsync(collector));

        await collector.SendAsync(Call(new(2026, 9, 10, 6, 0, 0, TimeSpan.Zero), input: 5000));

        var correction = Assert.Single(await CorrectionsAsync(collector));
        Assert.Equal((september.Summary.Id, CorrectionKind.Usage, 1L, 5000L), (correction.StatementId, correction.Kind, correction.Difference.Totals.Calls, correction.Difference.Totals.InputTokens));
        using (var billing = collector.BillingOf(UsageAudience.Everything))
        {
            var kept = (await billing.GetStatementAsync(1, september.Summary.Id, Cancel))!;
            Assert.Equal(september.Lines.Sum(line => line.Totals.CostNanoUsd), kept.Lines.Sum(line => line.Totals.CostNanoUsd));
            Assert.True(kept.Intact);
        }

        var october = await CloseAsync(collector, October);

        Assert.Equal(correction.Difference.Totals, october.Summary.Corrections);
        Assert.Equal(5, october.Summary.Usage.Calls);
        Assert.Empty(await CorrectionsAsync(collector));

        // What was billed in all is what was used in all.
        Assert.Equal(
            await collector.SqlAsync("SELECT sum(cost_nano_usd) FROM interactions WHERE start_unix_nano < 1793491200000000000 AND organization_id = (SELECT id FROM dimension_values WHERE kind = 7 AND value = 'org-a')"),
            september.Summary.Total.CostNanoUsd + october.Summary.Total.CostNanoUsd);
    }

    [Fact]
    public async Task Corrections_that_a_month_does_not_carry_wait_for_another()
    {
        await using var collector = await StartAsync();
        await CloseAsync(collector, September);
        await collector.SendAsync(Call(new(2026, 9, 10, 6, 0, 0, TimeSpan.Zero)));

        var october = await CloseAsync(collector, October, carry: false);

        Assert.Equal(new UsageTotals(), october.Summary.Corrections);
        Assert.Single(await CorrectionsAsync(collector));
    }

    [Fact]
    public async Task Repricing_is_a_correction_of_cost_alone()
    {
        var folder = TestCollector.NewFolder();
        Directory.CreateDirectory(folder);
        await using (var collector = await TestCollector.StartAsync(folder))
        {
            await SendAsync(collector);
            await collector.FillRollupsAsync();

            // What a book with twice the price would have stored.
            await collector.SqlAsync("UPDATE interactions SET cost_nano_usd = cost_nano_usd * 2");
        }

        await CollectorMaintenance.RebuildRollupsAsync(folder, Cancel);
        long billed;
        await using (var collector = await TestCollector.StartAsync(folder))
        {
            billed = (await CloseAsync(collector, September)).Summary.Usage.CostNanoUsd;
        }

        Assert.True((await CollectorMaintenance.RepriceAsync(folder, Cancel)).Changed > 0);

        await using (var collector = await TestCollector.StartAsync(folder))
        {
            var correction = Assert.Single(await CorrectionsAsync(collector));
            Assert.Equal((CorrectionKind.Price, -billed / 2, 0L), (correction.Kind, correction.Difference.Totals.CostNanoUsd, correction.Difference.Totals.Calls));
            Assert.Equal(new DateOnly(2026, 9, 30), correction.Difference.Day);
            var october = await CloseAsync(collector, October);
            Assert.Equal(-billed / 2, october.Summary.Corrections.CostNanoUsd);
            Assert.Equal(await collector.SqlAsync(InOctober("sum(cost_nano_usd)")), october.Summary.Usage.CostNanoUsd);
            Assert.Empty(await CorrectionsAsync(collector));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Two_who_close_at_once_bill_a_correction_once()
    {
        await using var collector = await StartAsync();
        await CloseAsync(collector, new CalendarMonth(2026, 8));
        await collector.SendAsync(Call(new(2026, 8, 10, 6, 0, 0, TimeSpan.Zero)));

        await Task.WhenAll(((CalendarMonth[])[September, October, September, October]).Select(month => Task.Run(async () =>
        {
            using var billing = collector.BillingOf(UsageAudience.Everything);
            await billing.CloseAsync(Ada, Org, month, carryCorrections: true, Cancel);
        })));

        using var reading = collector.BillingOf(UsageAudience.Everything);
        var statements = await reading.GetStatementsAsync(1, Org, Cancel);
        Assert.Equal(3, statements.Count);
        Assert.Equal(1, statements.Sum(statement => statement.Corrections.Calls));
    }

    [Fact]
    public async Task A_month_without_usage_can_be_closed_and_corrected()
    {
        await using var collector = await StartAsync();

        var empty = await CloseAsync(collector, new CalendarMonth(2026, 7));

        Assert.Equal((0L, 0), (empty.Summary.Total.Calls, empty.Lines.Count));
        await collector.SendAsync(Call(new(2026, 7, 10, 6, 0, 0, TimeSpan.Zero)));
        Assert.Single(await CorrectionsAsync(collector));
    }

    [Fact]
    public async Task Another_organizations_billing_is_not_there()
    {
        await using var collector = await StartAsync();
        var statement = await CloseAsync(collector, October);
        using var own = collector.BillingOf(UsageAudience.Of([Org]));
        using var other = collector.BillingOf(UsageAudience.Of(["org-b"]));

        Assert.NotNull(await own.GetStatementAsync(1, statement.Summary.Id, Cancel));
        Assert.Null(await other.GetStatementAsync(1, statement.Summary.Id, Cancel));
        Assert.Null(await own.GetStatementAsync(2, statement.Summary.Id, Cancel));
        Assert.Null(await other.GetLinesAsync(1, Org, October, Cancel));
        Assert.Null(await other.GetLinesAsync(1, "", October, Cancel));
        Assert.Empty(await other.GetStatementsAsync(1, Org, Cancel));
        Assert.Empty(await other.GetStatementsAsync(1, null, Cancel));
        Assert.Empty(await other.GetCorrectionsAsync(1, Org, Cancel));
        Assert.Equal(CloseOutcome.UnknownOrganization, (await other.CloseAsync(Ada, Org, September, carryCorrections: true, Cancel)).Outcome);
        Assert.Equal(["org-b"], await other.GetOrganizationsAsync(1, Cancel));
    }

    private static async Task<TestCollector> StartAsync()
    {
        var collector = await TestCollector.StartAsync();
        await SendAsync(collector);
        return collector;
    }

    private static async Task SendAsync(TestCollector collector) => await collector.SendAsync(
        Call(new(2026, 9, 30, 23, 59, 59, 999, TimeSpan.Zero)),
        Call(new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero)),
        Call(new(2026, 10, 5, 6, 0, 0, TimeSpan.Zero)),
        Call(new(2026, 10, 6, 6, 0, 0, TimeSpan.Zero)),
        Call(new(2026, 10, 7, 6, 0, 0, TimeSpan.Zero), input: 777),
        Call(new(2026, 10, 31, 23, 59, 59, 999, TimeSpan.Zero)),
        Call(new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)),
        Call(new(2026, 10, 5, 6, 0, 0, TimeSpan.Zero), organization: "org-b"),
        Call(new(2026, 10, 5, 6, 0, 0, TimeSpan.Zero), organization: null));

    private static async Task<Statement> CloseAsync(TestCollector collector, CalendarMonth month, bool carry = true)
    {
        using var billing = collector.BillingOf(UsageAudience.Everything);
        var (outcome, id) = await billing.CloseAsync(Ada, Org, month, carry, Cancel);
        Assert.Equal(CloseOutcome.Closed, outcome);
        using var reading = collector.BillingOf(UsageAudience.Everything);
        return (await reading.GetStatementAsync(1, id, Cancel))!;
    }

    private static async Task<IReadOnlyList<Correction>> CorrectionsAsync(TestCollector collector)
    {
        using var billing = collector.BillingOf(UsageAudience.Everything);
        return await billing.GetCorrectionsAsync(1, Org, Cancel);
    }

    private static string InOctober(string sum) => $"""
        SELECT {sum} FROM interactions
        WHERE counted AND start_unix_nano >= 1790812800000000000 AND start_unix_nano < 1793491200000000000
            AND organization_id = (SELECT id FROM dimension_values WHERE kind = 7 AND value = '{Org}')
        """;

    private static DecodedSpan Call(DateTimeOffset start, long input = 1000, string? organization = Org) => Spans.ChatAt(
        start, ("gen_ai.usage.input_tokens", input), ("aiinstrument.organization.id", organization), ("aiinstrument.feature.id", "f"));
}
