using AiInstrument.Registry;

namespace AiInstrument.Http;

/// <summary>An endpoint that answers with a model, known by the end of its path.</summary>
internal sealed class ModelEndpoint
{
    private const string Deployments = "/deployments/";

    // Longer ends first: "/completions" is the end of "/chat/completions" too.
    private static readonly ModelEndpoint[] s_all =
    [
        new("/chat/completions", "chat"),
        new("/v1/messages", "chat", isAnthropic: true),
        new("/responses", "chat"),
        new("/embeddings", "embeddings"),
        new("/completions", "text_completion"),
        new("/images/generations", "generate_content"),
        new("/images/edits", "generate_content"),
        new("/images/variations", "generate_content"),
        new("/audio/transcriptions", "transcription"),
        new("/audio/translations", "transcription"),
        new("/audio/speech", "speech"),
        new("/moderations", "moderation"),
    ];

    private readonly string _end;

    private ModelEndpoint(string end, string operation, bool isAnthropic = false)
    {
        _end = end;
        IsAnthropic = isAnthropic;
        Site = AiCallSite.Wrapped("http", "http", operation, isAnthropic ? "anthropic" : "openai");
    }

    /// <summary>Whether it counts input without what the cache read and wrote.</summary>
    public bool IsAnthropic { get; }

    /// <summary>Stands for the calls of the endpoint, whose places in source are not known.</summary>
    public AiCallSite Site { get; }

    /// <summary>The endpoint that a request goes to; null when it goes to no model.</summary>
    public static ModelEndpoint? Of(HttpRequestMessage request)
    {
        if (request.Method != HttpMethod.Post || request.RequestUri is not { IsAbsoluteUri: true } uri)
        {
            return null;
        }

        var path = uri.AbsolutePath.AsSpan().TrimEnd('/');
        foreach (var endpoint in s_all)
        {
            if (path.EndsWith(endpoint._end, StringComparison.OrdinalIgnoreCase))
            {
                return endpoint;
            }
        }

        return null;
    }

    /// <summary>The deployment that Azure's paths name (<c>/openai/deployments/{name}/…</c>), or null.</summary>
    public static string? Deployment(Uri uri)
    {
        var path = uri.AbsolutePath;
        var start = path.IndexOf(Deployments, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return null;
        }

        start += Deployments.Length;
        var end = path.IndexOf('/', start);
        return end <= start ? null : Uri.UnescapeDataString(path[start..end]);
    }
}
