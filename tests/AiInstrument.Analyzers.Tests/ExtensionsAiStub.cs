using System.Collections.Immutable;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers.Tests;

/// <summary>The parts of the Microsoft.Extensions.AI assembly that rules know, as source: signatures only.</summary>
internal static class ExtensionsAiStub
{
    private const string Source = """
        namespace Microsoft.Extensions.AI
        {
            public sealed class ChatClientBuilder
            {
                public ChatClientBuilder(IChatClient innerClient) => Inner = innerClient;
                private IChatClient Inner { get; }
                public ChatClientBuilder Use(Func<IChatClient, IChatClient> clientFactory) => this;
                public IChatClient Build(IServiceProvider? services = null) => Inner;
            }

            public static class ChatClientBuilderChatClientExtensions
            {
                public static ChatClientBuilder AsBuilder(this IChatClient innerClient) => new(innerClient);
            }

            public static class OpenTelemetryChatClientBuilderExtensions
            {
                public static ChatClientBuilder UseOpenTelemetry(this ChatClientBuilder builder, object? loggerFactory = null, string? sourceName = null, Action<OpenTelemetryChatClient>? configure = null) => builder;
            }

            public static class FunctionInvokingChatClientBuilderExtensions
            {
                public static ChatClientBuilder UseFunctionInvocation(this ChatClientBuilder builder) => builder;
            }

            public sealed class EmbeddingGeneratorBuilder<TInput, TEmbedding> where TEmbedding : Embedding
            {
                public EmbeddingGeneratorBuilder(IEmbeddingGenerator<TInput, TEmbedding> innerGenerator) => Inner = innerGenerator;
                private IEmbeddingGenerator<TInput, TEmbedding> Inner { get; }
                public IEmbeddingGenerator<TInput, TEmbedding> Build(IServiceProvider? services = null) => Inner;
            }

            public static class EmbeddingGenerators
            {
                public static EmbeddingGeneratorBuilder<TInput, TEmbedding> AsBuilder<TInput, TEmbedding>(this IEmbeddingGenerator<TInput, TEmbedding> innerGenerator) where TEmbedding : Embedding => new(innerGenerator);
                public static EmbeddingGeneratorBuilder<TInput, TEmbedding> UseOpenTelemetry<TInput, TEmbedding>(this EmbeddingGeneratorBuilder<TInput, TEmbedding> builder) where TEmbedding : Embedding => builder;
            }

            public sealed class OpenTelemetryChatClient : DelegatingChatClient
            {
                public OpenTelemetryChatClient(IChatClient innerClient, object? logger = null, string? sourceName = null) : base(innerClient) { }
            }
        }

        namespace Microsoft.Extensions.DependencyInjection
        {
            using Microsoft.Extensions.AI;

            public static class ChatClientBuilderServiceCollectionExtensions
            {
                public static ChatClientBuilder AddChatClient(this IServiceCollection serviceCollection, IChatClient innerClient) => new(innerClient);
                public static ChatClientBuilder AddChatClient(this IServiceCollection serviceCollection, Func<IServiceProvider, IChatClient> innerClientFactory) => new(innerClientFactory(null!));
                public static EmbeddingGeneratorBuilder<TInput, TEmbedding> AddEmbeddingGenerator<TInput, TEmbedding>(this IServiceCollection serviceCollection, IEmbeddingGenerator<TInput, TEmbedding> innerGenerator) where TEmbedding : Embedding => new(innerGenerator);
                public static ChatClientBuilder AddKeyedChatClient(this IServiceCollection serviceCollection, object? serviceKey, IChatClient innerClient) => new(innerClient);
            }
        }
        """;

    private static readonly Lazy<Task<MetadataReference>> Assembly = new(CreateAsync);

    /// <summary>All references and the stub.</summary>
    public static async Task<ImmutableArray<MetadataReference>> ReferencesAsync() => TestReferences.All.Add(await Assembly.Value);

    private static async Task<MetadataReference> CreateAsync()
    {
        var compilation = await (TestProject.Library(Source) with { AssemblyName = "Microsoft.Extensions.AI" }).CompileAsync(CancellationToken.None);
        using var stream = compilation.EmitToStream(CancellationToken.None);
        return MetadataReference.CreateFromStream(stream);
    }
}
