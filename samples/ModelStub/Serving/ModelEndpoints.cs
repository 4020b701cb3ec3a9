using System.Text.Json;
using ModelStub.Anthropic;
using ModelStub.Ledger;
using ModelStub.OpenAi;

namespace ModelStub.Serving;

internal static class ModelEndpoints
{
    public static void MapModels(this WebApplication app, CallLedger ledger)
    {
        Map("/v1/chat/completions", Providers.OpenAi, "chat.completions", ChatCompletions.AnswerAsync);
        Map("/v1/responses", Providers.OpenAi, "responses", Responses.AnswerAsync);
        Map("/v1/embeddings", Providers.OpenAi, "embeddings", Embeddings.AnswerAsync);
        Map("/v1/images/generations", Providers.OpenAi, "images.generations", Images.AnswerAsync);
        Map("/v1/audio/speech", Providers.OpenAi, "audio.speech", Audio.SpeakAsync);
        Map("/v1/audio/transcriptions", Providers.OpenAi, "audio.transcriptions", Audio.TranscribeAsync);
        Map("/v1/messages", Providers.Anthropic, "messages", Messages.AnswerAsync);

        void Map(string path, string provider, string api, Func<ModelCall, Task> answer) => app.MapPost(path, async context =>
        {
            // A held stream ends when the client goes away, or when the server does.
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, app.Lifetime.ApplicationStopping);
            var call = new ModelCall(context, ledger, provider, api, await ReadBodyAsync(context.Request), gone.Token);
            try
            {
                await (call.Behavior.Status is { } status ? call.FailAsync(status) : answer(call));
                call.Close(LedgerOutcome.Completed);
            }
            catch (OperationCanceledException) when (gone.IsCancellationRequested)
            {
                call.Close(LedgerOutcome.Aborted);
            }
        });
    }

    /// <summary>The body as JSON; a form (audio uploads) becomes an object of its text fields.</summary>
    private static async Task<JsonElement> ReadBodyAsync(HttpRequest request)
    {
        if (!request.HasFormContentType)
        {
            return await request.ReadFromJsonAsync<JsonElement>(request.HttpContext.RequestAborted);
        }

        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        return JsonSerializer.SerializeToElement(form.ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal));
    }
}
