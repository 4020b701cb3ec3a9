using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace AiInstrument.EndToEnd.Tests;

public sealed class BudgetModalTests
{
    [Fact]
    public async Task Over_a_cent_the_desk_asks_and_calls_the_model_only_when_somebody_answers_for_it()
    {
        await using var desk = await BudgetedDesk.StartAsync(dollars: 0.01m, user: "zoe");
        var began = DateTimeOffset.UtcNow;

        // The application hears of the budget with its next exchange; until then calls pass.
        var asked = await Poll.UntilAsync(async () => await desk.RewriteAsync("see order") is { Status: HttpStatusCode.PaymentRequired, Page: var page } ? page : null);
        Assert.Contains("<dialog open", asked, StringComparison.Ordinal);
        Assert.Contains("<dd>acme, monthly</dd>", asked, StringComparison.Ordinal);
        Assert.Contains("<dd>$0.01</dd>", asked, StringComparison.Ordinal);
        Assert.Matches(@"<dt>Used</dt><dd>\$0\.\d+</dd>", asked);
        Assert.Contains($"<dd>{began:yyyy-MM}</dd>", asked, StringComparison.Ordinal);
        Assert.Contains("see order", asked, StringComparison.Ordinal);

        var served = await desk.ReadServedAsync();
        var cancelled = await desk.RewriteAsync("see order", handler: "Cancel");
        Assert.Equal(HttpStatusCode.OK, cancelled.Status);
        Assert.DoesNotContain("<dialog", cancelled.Page, StringComparison.Ordinal);
        Assert.Contains("see order", cancelled.Page, StringComparison.Ordinal);
        Assert.Equal(served, await desk.ReadServedAsync());

        var before = DateTimeOffset.UtcNow;
        var confirmed = await desk.RewriteAsync("see order", handler: "Confirm");
        Assert.Equal(HttpStatusCode.OK, confirmed.Status);
        Assert.DoesNotContain("<dialog", confirmed.Page, StringComparison.Ordinal);
        Assert.Equal(served + 1, await desk.ReadServedAsync());
        var record = await Poll.UntilAsync(() => desk.FindRecordAsync(before, "ticket.summarize"));
        Assert.Contains("aiinstrument.budget.override", record, StringComparison.Ordinal);
        Assert.Matches(@"aiinstrument\.budget\.override_by[^z]*zoe", record);

        // A confirmation is for one call.
        Assert.Equal(HttpStatusCode.PaymentRequired, (await desk.RewriteAsync("see order")).Status);
        Assert.Equal(served + 1, await desk.ReadServedAsync());
    }

    [Fact]
    public async Task A_program_is_told_the_same_as_problem_details()
    {
        await using var desk = await BudgetedDesk.StartAsync(dollars: 0.01m, user: "zoe");
        using var details = await Poll.UntilAsync(async () =>
        {
            using var answer = await desk.SearchAsync(confirm: false);
            return answer.StatusCode == HttpStatusCode.PaymentRequired ? await answer.Content.ReadFromJsonAsync<JsonDocument>(TestContext.Current.CancellationToken) : null;
        });
        var problem = details.RootElement;
        Assert.Equal(("acme, monthly", 10_000_000, "NanoDollars", true), (problem.GetProperty("budget").GetString(), problem.GetProperty("limit").GetInt64(), problem.GetProperty("unit").GetString(), problem.GetProperty("overrideAllowed").GetBoolean()));
        Assert.True(problem.GetProperty("used").GetInt64() >= 10_000_000);

        using var confirmed = await desk.SearchAsync(confirm: true);
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
    }
}
