using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;
using ModelStub.Ledger;

namespace ModelStub.Tests;

public sealed class AnthropicTests : Stub
{
    private static MessageCreateParams Ask(string prompt) => new()
    {
        Model = "claude-sonnet-4-5",
        MaxTokens = 400,
        Messages = [new UserMessageParam(prompt)],
    };

    private static MessageCreateParams AskCached(string prompt) => Ask(prompt) with { CacheControl = new CacheControlEphemeral { Ttl = Ttl.Ttl1h } };

    [Fact]
    public async Task Message_usage_that_the_SDK_reads_is_what_the_ledger_says()
    {
        var answer = await Anthropic.Messages.Create(AskCached("[desk feature=ticket.reply] The parcel is late."), Cancel);

        var entry = await ServedAsync();
        Assert.Equal(Tokens(answer.Usage), entry.Tokens);
        Assert.Equal("claude-sonnet-4-5-20250929", entry.Model);
        Assert.Equal("ticket.reply", entry.Tag.Feature);
    }

    [Fact]
    public async Task A_message_stream_starts_with_input_and_ends_with_the_usage_that_the_ledger_says()
    {
        Usage? start = null;
        MessageDeltaUsage? end = null;
        await foreach (var item in Anthropic.Messages.CreateStreaming(AskCached("The parcel is late."), Cancel))
        {
            start = item.TryPickStart(out var started) ? started.Message.Usage : start;
            end = item.TryPickDelta(out var delta) ? delta.Usage : end;
        }

        var entry = await ServedAsync();
        Assert.Equal(Tokens(start!) with { Output = end!.OutputTokens }, entry.Tokens);
        Assert.True(entry.Tokens.Output > 1);
    }

    [Fact]
    public async Task Only_a_marked_prompt_writes_to_the_cache_and_its_time_to_live_says_to_which()
    {
        await Anthropic.Messages.Create(Ask("The parcel is late."), Cancel);
        await Anthropic.Messages.Create(Ask("The parcel is late.") with { CacheControl = new CacheControlEphemeral() }, Cancel);
        await Anthropic.Messages.Create(Ask("The parcel is late.") with { CacheControl = new CacheControlEphemeral { Ttl = Ttl.Ttl1h } }, Cancel);

        await Server.Ledger.WhenIdleAsync(Cancel);
        var tokens = Server.Ledger.Entries.Select(e => e.Tokens).ToList();
        Assert.True(tokens[0] is { Cached: 0, CacheWrite5m: 0, CacheWrite1h: 0 });
        Assert.True(tokens[1] is { CacheWrite5m: > 0, CacheWrite1h: 0 });
        Assert.True(tokens[2] is { CacheWrite5m: 0, CacheWrite1h: > 0 });
    }

    [Fact]
    public async Task The_chat_client_adapter_streams_the_usage_that_the_ledger_says()
    {
        using var chat = Anthropic.AsIChatClient("claude-sonnet-4-5", defaultMaxOutputTokens: 400);
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in chat.GetStreamingResponseAsync("The parcel is late.", cancellationToken: Cancel))
        {
            updates.Add(update);
        }

        var entry = await ServedAsync();
        var usage = updates.ToChatResponse().Usage!;
        Assert.Equal(entry.Tokens.Output, usage.OutputTokenCount);
        Assert.Equal(entry.Tokens.Cached, usage.CachedInputTokenCount);
        Assert.Equal(entry.Tokens.Input, usage.InputTokenCount);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    public async Task A_marker_in_the_prompt_asks_for_an_error(int status)
    {
        var error = await Assert.ThrowsAnyAsync<AnthropicApiException>(() => Anthropic.Messages.Create(Ask($"[[{status}]]"), Cancel));

        var entry = await ServedAsync();
        Assert.Equal(status, (int)error.StatusCode);
        Assert.Equal((status, LedgerOutcome.Failed, LedgerTokens.None), (entry.Status, entry.Outcome, entry.Tokens));
    }

    [Fact]
    public async Task A_stream_that_the_client_cancels_bills_what_its_start_said()
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Usage? start = null;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var item in Anthropic.Messages.CreateStreaming(Ask("[[hold:2]]"), leave.Token))
            {
                start = item.TryPickStart(out var started) ? started.Message.Usage : start;
                if (item.TryPickContentBlockDelta(out _))
                {
                    await leave.CancelAsync();
                }
            }
        });

        var entry = await ServedAsync();
        Assert.Equal(LedgerOutcome.Aborted, entry.Outcome);
        Assert.Equal(Tokens(start!), entry.Tokens);
    }

    private static LedgerTokens Tokens(Usage usage) => new(
        usage.InputTokens + usage.CacheReadInputTokens!.Value + usage.CacheCreationInputTokens!.Value,
        usage.OutputTokens,
        usage.CacheReadInputTokens.Value,
        usage.CacheCreation!.Ephemeral5mInputTokens,
        usage.CacheCreation.Ephemeral1hInputTokens);
}
