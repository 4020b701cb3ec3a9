namespace AiInstrument.Generated;

using global::System.Collections.Generic;
using global::System.Threading;
using global::System.Threading.Tasks;
using global::AiInstrument.Capture;
using global::Microsoft.Extensions.AI;

/// <summary>Microsoft.Extensions.AI: embeddings.</summary>
internal static partial class Adapter
{
    internal static void Target(AiCall call, IEmbeddingGenerator? generator)
    {
        call.SetClientFeature(generator?.GetService(typeof(global::AiInstrument.AiFeatureInfo)) as global::AiInstrument.AiFeatureInfo);
        if (generator?.GetService(typeof(EmbeddingGeneratorMetadata)) is EmbeddingGeneratorMetadata metadata)
        {
            Client(call, metadata.ProviderName, metadata.ProviderUri, metadata.DefaultModelId);
        }
    }

    internal static void Request(AiCall call, EmbeddingGenerationOptions? options) => call.SetRequestModel(options?.ModelId);

    internal static void Response<TEmbedding>(AiCall call, GeneratedEmbeddings<TEmbedding>? embeddings)
        where TEmbedding : Embedding
    {
        if (embeddings is null)
        {
            return;
        }

        Usage(call, embeddings.Usage);
        call.SetResponseModel(embeddings.Count > 0 ? embeddings[0].ModelId : null);
    }

    /// <summary>GenerateVectorAsync and its siblings return vectors without their usage: it is read where the generator hands it out.</summary>
    internal static IEmbeddingGenerator<TInput, TEmbedding> Through<TInput, TEmbedding>(AiCall call, IEmbeddingGenerator<TInput, TEmbedding> generator)
        where TEmbedding : Embedding => generator is null ? null! : new UsageReadingGenerator<TInput, TEmbedding>(call, generator);

    private sealed class UsageReadingGenerator<TInput, TEmbedding> : DelegatingEmbeddingGenerator<TInput, TEmbedding>
        where TEmbedding : Embedding
    {
        private readonly AiCall _call;

        public UsageReadingGenerator(AiCall call, IEmbeddingGenerator<TInput, TEmbedding> inner)
            : base(inner) => _call = call;

        public override async Task<GeneratedEmbeddings<TEmbedding>> GenerateAsync(
            IEnumerable<TInput> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            var embeddings = await InnerGenerator.GenerateAsync(values, options, cancellationToken).ConfigureAwait(false);
            try
            {
                Response(_call, embeddings);
            }
            catch (global::System.Exception error)
            {
                _call.TelemetryFault(error);
            }

            return embeddings;
        }
    }
}
