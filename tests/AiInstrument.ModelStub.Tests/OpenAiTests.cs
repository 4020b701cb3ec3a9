using System.ClientModel;
using ModelStub.Ledger;
using OpenAI.Audio;
using OpenAI.Chat;
using OpenAI.Images;
using OpenAI.Responses;

namespace ModelStub.Tests;

public sealed class OpenAiTests : Stub
{
    private const string Prompt = "[desk feature=ticket.summarize entry=\"POST /tickets/{id}/summary\" org=acme user=ada]\nThe parcel is late.";

    [Fact]
    public async Task Chat_usage_that_the_SDK_reads_is_what_the_ledger_says()
    {
        ChatCompletion answer = await OpenAI.GetChatClient("gpt-4o-mini").CompleteChatAsync([new UserChatMessage(Prompt)], cancellationToken: Cancel);

        var entry = await ServedAsync();
        Assert.Equal(Tokens(answer.Usage), entry.Tokens);
        Assert.Equal(answer.Model, entry.Model);
        Assert.Equal("gpt-4o-mini-2024-07-18", entry.Model);
        Assert.NotEmpty(answer.Content[0].Text);
        Assert.Equal(("ticket.summarize", "POST /tickets/{id}/summary", "acme", "ada"), (entry.Tag.Feature, entry.Tag.EntryPoint, entry.Tag.Organization, entry.Tag.User));
    }

    [Fact]
    public async Task A_chat_stream_ends_with_the_usage_that_the_ledger_says()
    {
        ChatTokenUsage? usage = null;
        var text = "";
        await foreach (var update in OpenAI.GetChatClient("gpt-5.4-mini").CompleteChatStreamingAsync([new UserChatMessage(Prompt)], cancellationToken: Cancel))
        {
            text += string.Concat(update.ContentUpdate.Select(c => c.Text));
            usage = update.Usage ?? usage;
        }

        var entry = await ServedAsync();
        Assert.Equal(Tokens(usage!), entry.Tokens);
        Assert.InRange(entry.Tokens.Reasoning, 1, entry.Tokens.Output);
        Assert.True(entry.Streamed);
        Assert.NotEmpty(text);
    }

    [Fact]
    public async Task Responses_usage_that_the_SDK_reads_is_what_the_ledger_says()
    {
        ResponseResult answer = await OpenAI.GetResponsesClient().CreateResponseAsync("gpt-5.4-mini", Prompt, cancellationToken: Cancel);

        var entry = await ServedAsync();
        Assert.Equal(Tokens(answer.Usage), entry.Tokens);
        Assert.NotEmpty(answer.GetOutputText());
        Assert.Equal("responses", entry.Api);
    }

    [Fact]
    public async Task A_response_stream_ends_with_the_usage_that_the_ledger_says()
    {
        ResponseTokenUsage? usage = null;
        var text = "";
        var updates = await OpenAI.GetResponsesClient().CreateResponseStreamingAsync("gpt-5.4-mini", Prompt, cancellationToken: Cancel);
        await foreach (var update in updates)
        {
            text += (update as StreamingResponseOutputTextDeltaUpdate)?.Delta;
            usage = (update as StreamingResponseCompletedUpdate)?.Response.Usage ?? usage;
        }

        var entry = await ServedAsync();
        Assert.Equal(Tokens(usage!), entry.Tokens);
        Assert.NotEmpty(text);
    }

    [Fact]
    public async Task Texts_with_common_words_have_nearer_vectors()
    {
        var vectors = (await OpenAI.GetEmbeddingClient("text-embedding-3-small").GenerateEmbeddingsAsync(["late parcel", "parcel is late", "wrong invoice"], cancellationToken: Cancel)).Value;

        var entry = await ServedAsync();
        Assert.Equal(vectors.Usage.InputTokenCount, entry.Tokens.Input);
        Assert.Equal(1536, vectors[0].ToFloats().Length);
        Assert.True(Product(0, 1) > Product(0, 2));

        float Product(int left, int right) => vectors[left].ToFloats().ToArray().Zip(vectors[right].ToFloats().ToArray(), (l, r) => l * r).Sum();
    }

    [Fact]
    public async Task Images_and_transcriptions_carry_usage_and_speech_does_not()
    {
        var image = (await OpenAI.GetImageClient("gpt-image-1-mini").GenerateImagesAsync(Prompt, 1, new ImageGenerationOptions(), Cancel)).Value;
        using var wave = new MemoryStream([1, 2, 3]);
        var transcription = (await OpenAI.GetAudioClient("gpt-4o-mini-transcribe").TranscribeAudioAsync(wave, "call.wav", new AudioTranscriptionOptions { Prompt = Prompt }, Cancel)).Value;
        var speech = (await OpenAI.GetAudioClient("gpt-4o-mini-tts").GenerateSpeechAsync(Prompt, GeneratedSpeechVoice.Alloy, new SpeechGenerationOptions(), Cancel)).Value;

        await Server.Ledger.WhenIdleAsync(Cancel);
        var entries = Server.Ledger.Entries;
        Assert.Equal((image.Usage.InputTokenCount, image.Usage.OutputTokenCount), (entries[0].Tokens.Input, entries[0].Tokens.Output));
        Assert.NotEmpty(transcription.Text);
        Assert.True(entries[1].Tokens.Input > 0);
        Assert.Equal("ticket.summarize", entries[1].Tag.Feature);
        Assert.NotEqual(0, speech.ToMemory().Length);
        Assert.Equal(LedgerTokens.None, entries[2].Tokens);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    public async Task A_marker_in_the_prompt_asks_for_an_error(int status)
    {
        var error = await Assert.ThrowsAsync<ClientResultException>(
            () => OpenAI.GetChatClient("gpt-4o-mini").CompleteChatAsync([new UserChatMessage($"[[{status}]]")], cancellationToken: Cancel));

        var entry = await ServedAsync();
        Assert.Equal(status, error.Status);
        Assert.Equal((status, LedgerOutcome.Failed, LedgerTokens.None, "gpt-4o-mini"), (entry.Status, entry.Outcome, entry.Tokens, entry.Model));
    }

    [Fact]
    public async Task A_stream_that_the_client_leaves_before_its_usage_bills_nothing()
    {
        var pieces = 0;
        await foreach (var update in OpenAI.GetChatClient("gpt-4o-mini").CompleteChatStreamingAsync([new UserChatMessage("[[hold:2]]")], cancellationToken: Cancel))
        {
            if (++pieces == 2)
            {
                break;
            }
        }

        var entry = await ServedAsync();
        Assert.Equal((LedgerOutcome.Aborted, LedgerTokens.None, "gpt-4o-mini-2024-07-18"), (entry.Outcome, entry.Tokens, entry.Model));
    }

    private static LedgerTokens Tokens(ChatTokenUsage usage) => new(
        usage.InputTokenCount,
        usage.OutputTokenCount,
        usage.InputTokenDetails.CachedTokenCount,
        Reasoning: usage.OutputTokenDetails.ReasoningTokenCount);

    private static LedgerTokens Tokens(ResponseTokenUsage usage) => new(
        usage.InputTokenCount,
        usage.OutputTokenCount,
        usage.InputTokenDetails.CachedTokenCount,
        Reasoning: usage.OutputTokenDetails.ReasoningTokenCount);
}
