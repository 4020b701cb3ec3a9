using static AiInstrument.Generators.Adapters.Reading.Sdks.OpenAiShape;

namespace AiInstrument.Generators.Adapters.Reading.Sdks;

/// <summary>
/// Betalgo's packages, under the namespaces that they had. A stream tells its usage where the request asks for it
/// (<c>StreamOptions.IncludeUsage</c>): requests are objects of the caller, which are not changed.
/// </summary>
internal static class BetalgoReader
{
    public static SdkReader Sdk { get; } = new("Betalgo", [.. new[] { "Betalgo.Ranul.OpenAI.", "Betalgo.OpenAI.", "OpenAI." }.SelectMany(In)]);

    private static IEnumerable<TypeReader> In(string ns)
    {
        var requests = ns + "ObjectModels.RequestModels.";
        var responses = ns + "ObjectModels.ResponseModels.";
        return
        [
            OpenAiShape.ChatRequest(requests + "ChatCompletionCreateRequest"),
            OpenAiShape.ChatRequest(requests + "CompletionCreateRequest"),
            OpenAiShape.Request(requests + "EmbeddingCreateRequest"),
            OpenAiShape.Request(requests + "ImageCreateRequest") with { ImageSize = "Size" },
            OpenAiShape.Request(requests + "AudioCreateTranscriptionRequest"),
            OpenAiShape.Request(requests + "AudioCreateSpeechRequest") with { SpokenText = "Input" },
            OpenAiShape.Request(requests + "CreateModerationRequest"),
            OpenAiShape.Request(requests + "EditCreateRequest"),
            ChatResponse(responses + "ChatCompletionCreateResponse"),
            ChatUpdate(responses + "ChatCompletionCreateResponse"),
            ChatResponse(responses + "CompletionCreateResponse"),
            ChatUpdate(responses + "CompletionCreateResponse"),
            Embeddings(responses + "EmbeddingCreateResponse"),
            new(ReaderRole.Response, responses + "ImageResponseModel.ImageCreateResponse") { Images = "Results", Usage = [Usage] },
            ChatResponse(responses + "EditCreateResponse"),
            new(ReaderRole.Response, responses + "AudioCreateTranscriptionResponse") { AudioSeconds = "Duration" },
            new(ReaderRole.Update, responses + "AudioCreateTranscriptionResponse") { AudioSeconds = "Duration" },
            new(ReaderRole.Response, responses + "CreateModerationResponse") { Model = "Model", Id = "Id" },
        ];
    }
}
