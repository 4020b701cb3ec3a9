using System.Reflection;
using AiInstrument.Catalog;
using Anthropic;
using Microsoft.Extensions.AI;
using OpenAI;

namespace AiInstrument.Analyzers.Tests.Catalog;

/// <summary>
/// Holds the catalog against the real assemblies: a package upgrade that brings a client, or a method on a client, fails here
/// until someone decides whether it calls a model.
/// </summary>
public sealed class SdkCoverageTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The SDKs whose packages can be restored; the others have stubs.</summary>
    private static readonly HashSet<string> InCatalog = [.. LlmSdks.All.Take(3).SelectMany(s => s.Methods).Select(m => m.Type + "." + m.Name)];

    /// <summary>Methods of inference clients that read, change or delete what is stored, or count without inferring.</summary>
    private static readonly HashSet<string> NoModelCall =
    [
        .. WithAsync("OpenAI.Chat.ChatClient", "DeleteChatCompletion", "GetChatCompletion", "GetChatCompletionMessages", "GetChatCompletions", "UpdateChatCompletion"),
        .. WithAsync("OpenAI.Responses.ResponsesClient", "CancelResponse", "DeleteResponse", "GetInputTokenCount", "GetResponse", "GetResponseInputItemCollectionPage", "GetResponseInputItems", "GetResponseStreaming"),
        .. WithAsync("OpenAI.Audio.AudioClient", "CreateVoice", "CreateVoiceConsent", "DeleteVoiceConsent", "GetVoiceConsent", "GetVoiceConsents", "UpdateVoiceConsent"),
        .. WithAsync("OpenAI.Assistants.AssistantClient", "CancelRun", "CreateAssistant", "CreateMessage", "CreateThread", "DeleteAssistant", "DeleteMessage", "DeleteThread", "GetAssistant", "GetAssistants", "GetMessage", "GetMessages", "GetRun", "GetRunStep", "GetRunSteps", "GetRuns", "GetThread", "ModifyAssistant", "ModifyMessage", "ModifyRun", "ModifyThread"),
        .. WithAsync("OpenAI.Batch.BatchClient", "GetBatch", "GetBatches"),
        .. WithAsync("OpenAI.Videos.VideoClient", "DeleteVideo", "DownloadVideo", "GetVideo", "GetVideos"),
        "OpenAI.Realtime.RealtimeClient.CreateRealtimeClientSecretAsync",

        // What is said within a session: the row is its opening, and what asks for a response.
        .. WithAsync("OpenAI.Realtime.RealtimeSessionClient", "AddItem", "CancelResponse", "ClearInputAudio", "CommitPendingAudio", "ConfigureConversationSession", "ConfigureTranscriptionSession", "DeleteItem", "ReceiveUpdates", "RequestItemRetrieval", "SendCommand", "SendInputAudio", "TruncateItem"),
        "OpenAI.Realtime.RealtimeSessionClient.Dispose",
        "Microsoft.Extensions.AI.IRealtimeClientSession.SendAsync",
        "Microsoft.Extensions.AI.IRealtimeClientSession.GetStreamingResponseAsync",
        "Microsoft.Extensions.AI.IRealtimeClientSession.GetService",
        "Microsoft.Extensions.AI.IRealtimeClient.GetService",
        "Microsoft.Extensions.AI.IChatClient.GetService",
        "Microsoft.Extensions.AI.IEmbeddingGenerator.GetService",
        "Microsoft.Extensions.AI.IImageGenerator.GetService",
        "Microsoft.Extensions.AI.ISpeechToTextClient.GetService",
        "Microsoft.Extensions.AI.ITextToSpeechClient.GetService",
        "Microsoft.Extensions.AI.ChatClientExtensions.GetService",
        "Microsoft.Extensions.AI.ChatClientExtensions.GetRequiredService",
        "Microsoft.Extensions.AI.EmbeddingGeneratorExtensions.GetService",
        "Microsoft.Extensions.AI.EmbeddingGeneratorExtensions.GetRequiredService",
        "Microsoft.Extensions.AI.ImageGeneratorExtensions.GetService",
        "Microsoft.Extensions.AI.ImageGeneratorExtensions.GetRequiredService",
        "Microsoft.Extensions.AI.SpeechToTextClientExtensions.GetService",
        "Microsoft.Extensions.AI.TextToSpeechClientExtensions.GetService",
    ];

    /// <summary>Clients that manage files, models, jobs and the like.</summary>
    private static readonly HashSet<string> ManagementClients =
    [
        "OpenAI.OpenAIClient",
        "OpenAI.Containers.ContainerClient",
        "OpenAI.Conversations.ConversationClient",
        "OpenAI.Files.OpenAIFileClient",
        "OpenAI.Models.OpenAIModelClient",
        "OpenAI.Skills.SkillClient",
        "OpenAI.VectorStores.VectorStoreClient",
        "Microsoft.Extensions.AI.IHostedFileClient",
        "Microsoft.Extensions.AI.HostedFileClientExtensions",
    ];

    /// <summary>Clients that grade, evaluate or train: billed, and no request with a response. Not in the catalog.</summary>
    private static readonly HashSet<string> JobClients =
    [
        "OpenAI.Evals.EvaluationClient",
        "OpenAI.FineTuning.FineTuningClient",
        "OpenAI.Graders.GraderClient",
    ];

    /// <summary>Types of versions before the restored ones.</summary>
    private static readonly string[] OlderTypes = ["OpenAI.Responses.OpenAIResponseClient.", "OpenAI.RealtimeConversation."];

    public static TheoryData<string> InferenceClients =>
    [
        .. typeof(OpenAIClient).Assembly.GetExportedTypes().Where(t => t.Name.EndsWith("Client", StringComparison.Ordinal)).Select(t => t.FullName!)
            .Concat(typeof(IChatClient).Assembly.GetExportedTypes().Where(IsClientOfExtensionsAi).Select(t => t.FullName!))
            .Except(ManagementClients)
            .Except(JobClients),
    ];

    [Theory]
    [MemberData(nameof(InferenceClients))]
    public void Every_method_of_an_inference_client_is_in_the_catalog_or_known_to_call_no_model(string client)
    {
        var type = typeof(OpenAIClient).Assembly.GetType(client) ?? typeof(IChatClient).Assembly.GetType(client)!;

        Assert.DoesNotContain(MethodsOf(type).Select(m => client + "." + m.Name).Distinct(), m => !InCatalog.Contains(m) && !NoModelCall.Contains(m));
    }

    [Fact]
    public void Every_Anthropic_service_method_that_returns_usage_or_streams_is_in_the_catalog_or_known()
    {
        var inferring = typeof(AnthropicClient).Assembly.GetExportedTypes()
            .Where(t => t.Namespace?.StartsWith("Anthropic.Services", StringComparison.Ordinal) == true && (t.IsInterface || t is { IsAbstract: true, IsSealed: true }))
            .SelectMany(t => MethodsOf(t).Where(m => m.Name != "WithOptions" && (m.Name.EndsWith("Streaming", StringComparison.Ordinal) || Parts(m.ReturnType).Any(p => p.GetProperty("Usage") is not null))).Select(m => t.FullName + "." + m.Name))
            .Distinct()
            .ToList();

        Assert.Contains("Anthropic.Services.IMessageService.Create", inferring);
        Assert.Contains("Anthropic.Services.Beta.IMessageService.CreateStreaming", inferring);
        Assert.Equal(
            [
                // Reading what a batch or a session did calls no model: creating it is the row.
                "Anthropic.Services.Beta.IDreamService",
                "Anthropic.Services.Beta.ISessionService",
                "Anthropic.Services.Beta.Messages.IBatchService",
                "Anthropic.Services.Beta.Sessions.IEventService",
                "Anthropic.Services.Beta.Sessions.IThreadService",
                "Anthropic.Services.Beta.Sessions.Threads.IEventService",
                "Anthropic.Services.Messages.IBatchService",
            ],
            inferring.Where(m => !InCatalog.Contains(m))
                .Select(m => m[..m.LastIndexOf('.')].Replace("WithRawResponse", "", StringComparison.Ordinal))
                .Distinct()
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_row_names_a_method_of_the_SDK_or_its_asynchronous_twin_does()
    {
        var known = new[] { typeof(OpenAIClient).Assembly, typeof(AnthropicClient).Assembly, typeof(IChatClient).Assembly }
            .SelectMany(a => a.GetExportedTypes())
            .SelectMany(t => MethodsOf(t).Select(m => t.FullName + "." + m.Name))
            .ToHashSet(StringComparer.Ordinal);

        // Structured output lives in a package of its own.
        Assert.DoesNotContain(InCatalog, m =>
            !known.Contains(m)
            && !known.Contains(m + "Async")
            && !OlderTypes.Any(t => m.StartsWith(t, StringComparison.Ordinal))
            && !m.StartsWith("Microsoft.Extensions.AI.ChatClientStructuredOutputExtensions.", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_adapted_type_has_rows() =>
        Assert.All(LlmSdks.All, s => Assert.Empty(s.AdaptedTypes.Except(s.Methods.Select(m => m.Type))));

    [Fact]
    public void No_exception_is_left_over_from_an_older_SDK()
    {
        var types = new[] { typeof(OpenAIClient).Assembly, typeof(IChatClient).Assembly }.SelectMany(a => a.GetExportedTypes()).ToDictionary(t => t.FullName!, StringComparer.Ordinal);

        Assert.DoesNotContain(ManagementClients.Concat(JobClients), t => !types.ContainsKey(t));
        Assert.DoesNotContain(NoModelCall, m => !types.ContainsKey(m[..m.LastIndexOf('.')]));
    }

    private static bool IsClientOfExtensionsAi(Type type) =>
        (type.IsInterface && (type.Name.EndsWith("Client", StringComparison.Ordinal) || type.Name.Contains("Generator", StringComparison.Ordinal) || type.Name.EndsWith("Session", StringComparison.Ordinal)))
        || type.Name.EndsWith("ClientExtensions", StringComparison.Ordinal)
        || type.Name.EndsWith("GeneratorExtensions", StringComparison.Ordinal);

    private static IEnumerable<MethodInfo> MethodsOf(Type type) =>
        type.GetMethods(Declared).Where(m => !m.IsSpecialName && m.GetBaseDefinition().DeclaringType != typeof(object));

    private static IEnumerable<Type> Parts(Type type) => [type, .. type.GetGenericArguments().SelectMany(Parts)];

    private static IEnumerable<string> WithAsync(string type, params string[] names) =>
        names.SelectMany(name => new[] { $"{type}.{name}", $"{type}.{name}Async" });
}
