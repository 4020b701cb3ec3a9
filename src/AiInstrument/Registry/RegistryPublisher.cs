using System.Diagnostics;
using AiInstrument.Capture;

namespace AiInstrument.Registry;

/// <summary>
/// Sends every manifest as spans of the source <c>AiInstrument.Registry</c>: the known ones when it starts, later ones as
/// they register. Whoever listens to that source gets them; a manifest that comes twice says the same twice.
/// </summary>
internal sealed class RegistryPublisher : IDisposable
{
    private static readonly ActivitySource s_source = new(RegistryKeys.SourceName, LibraryVersion.Value);

    private readonly HashSet<(string Assembly, string BuildId)> _published = [];
    private int _started;

    public void Start()
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            return;
        }

        // Subscribed before the list is read: a manifest that registers meanwhile may come twice here, but is never missed.
        AiManifests.Registered += Publish;
        foreach (var manifest in AiManifests.All)
        {
            Publish(manifest);
        }
    }

    public void Dispose() => AiManifests.Registered -= Publish;

    private void Publish(AiManifest manifest)
    {
        lock (_published)
        {
            if (!_published.Add((manifest.Assembly, manifest.BuildId)))
            {
                return;
            }
        }

        try
        {
            Send(manifest);
        }
        catch (Exception e)
        {
            // A listener of the application threw; neither its start-up nor its spans may fail for that.
            TelemetryFaults.Count(e);
        }
    }

    private static void Send(AiManifest manifest)
    {
        if (!s_source.HasListeners())
        {
            return;
        }

        var chunks = RegistryPayload.Chunk(manifest);

        // One trace for a manifest, apart from the request that happened to load the assembly. A sampled parent makes
        // parent-based samplers keep all chunks: a registry with holes would show calls as unknown.
        var trace = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        for (var index = 0; index < chunks.Count; index++)
        {
            using var span = s_source.StartActivity(
                ActivityKind.Internal,
                trace,
                [
                    new(RegistryKeys.Schema, RegistryKeys.SchemaVersion),
                    new(SpanKeys.BuildId, manifest.BuildId),
                    new(RegistryKeys.Assembly, manifest.Assembly),
                    new(RegistryKeys.ChunkIndex, index),
                    new(RegistryKeys.ChunkCount, chunks.Count),
                    new(RegistryKeys.Payload, chunks[index]),
                ],
                name: RegistryKeys.SpanName);
        }
    }
}
