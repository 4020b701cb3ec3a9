using System.Net.Http.Json;
using System.Text.Json;
using OpenAI.Chat;

namespace ModelStub.Tests;

public sealed class LedgerTests : Stub
{
    [Fact]
    public async Task The_summary_adds_up_by_feature_entry_point_and_model()
    {
        await AskAsync("gpt-4o-mini", "[desk feature=a entry=one]");
        await AskAsync("gpt-4o-mini", "[desk feature=a entry=two]");
        await AskAsync("acme-research-1", "[desk feature=b entry=two]");

        using var http = new HttpClient { BaseAddress = Server.BaseUrl };
        var summary = await http.GetFromJsonAsync<JsonElement>("ledger/summary", Cancel);
        Assert.Equal(3, summary.GetProperty("total").GetProperty("calls").GetInt32());
        Assert.Equal([("a", 2), ("b", 1)], Groups("byFeature"));
        Assert.Equal([("one", 1), ("two", 2)], Groups("byEntryPoint"));
        Assert.Equal([("acme-research-1", 1), ("gpt-4o-mini-2024-07-18", 2)], Groups("byModel"));
        Assert.Equal(
            Server.Ledger.Entries.Sum(e => e.Tokens.Input),
            summary.GetProperty("total").GetProperty("tokens").GetProperty("input").GetInt64());

        (string, int)[] Groups(string by) =>
            [.. summary.GetProperty(by).EnumerateArray().Select(g => (g.GetProperty("name").GetString()!, g.GetProperty("calls").GetInt32()))];
    }

    [Fact]
    public async Task The_same_prompt_costs_the_same_tokens()
    {
        await AskAsync("gpt-5.4-mini", "Where is my parcel?");
        await AskAsync("gpt-5.4-mini", "Where is my parcel?");

        Assert.Equal(Server.Ledger.Entries[0].Tokens, Server.Ledger.Entries[1].Tokens);
    }

    [Fact]
    public async Task A_reset_forgets()
    {
        await AskAsync("gpt-4o-mini", "Hello");

        using var http = new HttpClient { BaseAddress = Server.BaseUrl };
        using var answer = await http.PostAsync("ledger/reset", null, Cancel);
        Assert.Empty((await http.GetFromJsonAsync<JsonElement>("ledger", Cancel)).EnumerateArray());
    }

    private async Task AskAsync(string model, string prompt)
    {
        await OpenAI.GetChatClient(model).CompleteChatAsync([new UserChatMessage(prompt)], cancellationToken: Cancel);
        await Server.Ledger.WhenIdleAsync(Cancel);
    }
}
