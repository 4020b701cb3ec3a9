namespace AiInstrument;

using global::System;
using global::System.Collections.Generic;
using global::System.Runtime.CompilerServices;
using global::System.Threading;
using global::System.Threading.Tasks;
using global::AiInstrument.Capture;
using global::AiInstrument.Generated;
using global::AiInstrument.Registry;
using global::Microsoft.Extensions.AI;

/// <summary>Wraps the clients of Microsoft.Extensions.AI where their calls cannot be intercepted.</summary>
[global::Microsoft.CodeAnalysis.Embedded]
internal static class AiInstrumentClientExtensions
{
    /// <summary>Measures the client's calls. Inside a call that is intercepted it measures nothing.</summary>
    /// <param name="client">The client.</param>
    /// <returns>A client around it, which owns it.</returns>
    public static IChatClient UseAiInstrument(this IChatClient client) => new AiInstrumentChatClient(client);

    /// <summary>Measures the generator's calls. Inside a call that is intercepted it measures nothing.</summary>
    /// <param name="generator">The generator.</param>
    /// <returns>A generator around it, which owns it.</returns>
    public static IEmbeddingGenerator<TInput, TEmbedding> UseAiInstrument<TInput, TEmbedding>(this IEmbeddingGenerator<TInput, TEmbedding> generator)
        where TEmbedding : Embedding => new AiInstrumentEmbeddingGenerator<TInput, TEmbedding>(generator);

    /// <summary>Has the client's calls serve a feature, unless <c>[AiFeature]</c> at the call says otherwise.</summary>
    /// <param name="client">The client.</param>
    /// <param name="feature">A declared feature: <c>AiFeatures.*</c>.</param>
    /// <returns>A view of the client: disposing it leaves the client open.</returns>
    public static IChatClient WithAiFeature(this IChatClient client, AiFeatureInfo feature) => new AiFeatureChatClient(client, feature);

    /// <summary>Has the generator's calls serve a feature, unless <c>[AiFeature]</c> at the call says otherwise.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="feature">A declared feature: <c>AiFeatures.*</c>.</param>
    /// <returns>A view of the generator: disposing it leaves the generator open.</returns>
    public static IEmbeddingGenerator<TInput, TEmbedding> WithAiFeature<TInput, TEmbedding>(this IEmbeddingGenerator<TInput, TEmbedding> generator, AiFeatureInfo feature)
        where TEmbedding : Embedding => new AiFeatureEmbeddingGenerator<TInput, TEmbedding>(generator, feature);
}

/// <summary>Measures the calls of a chat client.</summary>
[global::Microsoft.CodeAnalysis.Embedded]
internal sealed class AiInstrumentChatClient : DelegatingChatClient
{
    private static readonly AiCallSite s_site = AiCallSite.Wrapped("middleware", "microsoft.extensions.ai", "chat");

    public AiInstrumentChatClient(IChatClient innerClient)
        : base(innerClient)
    {
    }

    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = AiCall.Start(s_site);
        if (call is null)
        {
            return base.GetResponseAsync(messages, options, cancellationToken);
        }

        Task<ChatResponse> response;
        try
        {
            Request(call, messages, options);
            call.Admit();
            response = base.GetResponseAsync(messages, options, cancellationToken);
        }
        catch (Exception e) when (call.Fail(e))
        {
            throw;
        }
        finally
        {
            call.Detach();
        }

        return call.Observe<ChatResponse>(response, (c, r) => Adapter.Response(c, r));
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var source = base.GetStreamingResponseAsync(messages, options, cancellationToken);
        return AiCall.IsListening ? AiStream.Observe(source, s_site, c => Request(c, messages, options), (c, r) => Adapter.Update(c, r)) : source;
    }

    private void Request(AiCall call, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        try
        {
            Adapter.Target(call, InnerClient);
            Adapter.Request(call, options);
            Adapter.Content(call, messages);
        }
        catch (Exception e)
        {
            call.TelemetryFault(e);
        }
    }
}

/// <summary>Measures the calls of an embedding generator.</summary>
[global::Microsoft.CodeAnalysis.Embedded]
internal sealed class AiInstrumentEmbeddingGenerator<TInput, TEmbedding> : DelegatingEmbeddingGenerator<TInput, TEmbedding>
    where TEmbedding : Embedding
{
    private static readonly AiCallSite s_site = AiCallSite.Wrapped("middleware", "microsoft.extensions.ai", "embeddings");

    public AiInstrumentEmbeddingGenerator(IEmbeddingGenerator<TInput, TEmbedding> innerGenerator)
        : base(innerGenerator)
    {
    }

    public override Task<GeneratedEmbeddings<TEmbedding>> GenerateAsync(
        IEnumerable<TInput> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = AiCall.Start(s_site);
        if (call is null)
        {
            return base.GenerateAsync(values, options, cancellationToken);
        }

        Task<GeneratedEmbeddings<TEmbedding>> embeddings;
        try
        {
            Request(call, options);
            call.Admit();
            embeddings = base.GenerateAsync(values, options, cancellationToken);
        }
        catch (Exception e) when (call.Fail(e))
        {
            throw;
        }
        finally
        {
            call.Detach();
        }

        return call.Observe<GeneratedEmbeddings<TEmbedding>>(embeddings, (c, r) => Adapter.Response(c, r));
    }

    private void Request(AiCall call, EmbeddingGenerationOptions? options)
    {
        try
        {
            Adapter.Target(call, (IEmbeddingGenerator)InnerGenerator);
            Adapter.Request(call, options);
        }
        catch (Exception e)
        {
            call.TelemetryFault(e);
        }
    }
}

/// <summary>A view of a chat client whose calls serve a feature.</summary>
[global::Microsoft.CodeAnalysis.Embedded]
internal sealed class AiFeatureChatClient : DelegatingChatClient
{
    private readonly AiFeatureInfo _feature;

    public AiFeatureChatClient(IChatClient innerClient, AiFeatureInfo feature)
        : base(innerClient) => _feature = feature ?? throw new ArgumentNullException(nameof(feature));

    public override Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        // What the call does later keeps the scope that it was started in.
        using (AiScope.Feature(_feature))
        {
            return base.GetResponseAsync(messages, options, cancellationToken);
        }
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using (AiScope.Feature(_feature))
        {
            return EnumerateAsync(base.GetStreamingResponseAsync(messages, options, cancellationToken));
        }
    }

    /// <summary>An interceptor around this client asks for its feature.</summary>
    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(AiFeatureInfo) ? _feature : base.GetService(serviceType, serviceKey);

    protected override void Dispose(bool disposing)
    {
    }

    /// <summary>An iterator's flow is its consumer's at each move: the scope is opened for each.</summary>
    private async IAsyncEnumerable<ChatResponseUpdate> EnumerateAsync(
        IAsyncEnumerable<ChatResponseUpdate> source, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var updates = source.GetAsyncEnumerator(cancellationToken);
        try
        {
            while (true)
            {
                using (AiScope.Feature(_feature))
                {
                    if (!await updates.MoveNextAsync().ConfigureAwait(false))
                    {
                        break;
                    }
                }

                yield return updates.Current;
            }
        }
        finally
        {
            await updates.DisposeAsync().ConfigureAwait(false);
        }
    }
}

/// <summary>A view of an embedding generator whose calls serve a feature.</summary>
[global::Microsoft.CodeAnalysis.Embedded]
internal sealed class AiFeatureEmbeddingGenerator<TInput, TEmbedding> : DelegatingEmbeddingGenerator<TInput, TEmbedding>
    where TEmbedding : Embedding
{
    private readonly AiFeatureInfo _feature;

    public AiFeatureEmbeddingGenerator(IEmbeddingGenerator<TInput, TEmbedding> innerGenerator, AiFeatureInfo feature)
        : base(innerGenerator) => _feature = feature ?? throw new ArgumentNullException(nameof(feature));

    public override Task<GeneratedEmbeddings<TEmbedding>> GenerateAsync(
        IEnumerable<TInput> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        using (AiScope.Feature(_feature))
        {
            return base.GenerateAsync(values, options, cancellationToken);
        }
    }

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType == typeof(AiFeatureInfo) ? _feature : base.GetService(serviceType, serviceKey);

    protected override void Dispose(bool disposing)
    {
    }
}
