using OpenAI;
using OpenAI.Embeddings;
using SupportDesk.Callers;
using SupportDesk.Models;
using SupportDesk.Tickets;

namespace SupportDesk.Search;

internal static class SearchEndpoint
{
    /// <summary>The feature is declared where the call is: on the endpoint's lambda.</summary>
    public static void MapSearch(this IEndpointRouteBuilder app) => app.MapGet(
        "/search",
        [AiFeature("ticket.search", Owner = "support")] async (string q, Caller caller, TicketStore tickets, OpenAIClient openAI, CancellationToken cancellationToken) =>
        {
            var candidates = tickets.Of(caller.Organization);
            var texts = candidates.Select(t => t.Subject).Prepend(PromptTag.For("ticket.search") + q);
            OpenAIEmbeddingCollection vectors = await openAI.GetEmbeddingClient("text-embedding-3-small")
                .GenerateEmbeddingsAsync(texts, new EmbeddingGenerationOptions { Dimensions = 256 }, cancellationToken);

            var question = vectors[0].ToFloats();
            return candidates
                .Zip(vectors.Skip(1), (ticket, vector) => (ticket, score: Similarity(question.Span, vector.ToFloats().Span)))
                .OrderByDescending(match => match.score)
                .Take(3)
                .Select(match => match.ticket);
        });

    private static float Similarity(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0f;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }
}
