using System.Diagnostics;
using OpenTelemetry;

namespace AiInstrument.Registry;

/// <summary>
/// Publishes the registry to the provider that it belongs to, at that provider's first span: only then is it certain
/// that the provider already listens, and an SDK provider tells nobody when it starts to.
/// </summary>
internal sealed class RegistryOnFirstSpanProcessor : BaseProcessor<Activity>
{
    private readonly RegistryPublisher _publisher = new();
    private int _seen;

    public override void OnStart(Activity data)
    {
        // A registry span shows that another publisher is at work, not that this provider has had all manifests.
        if (_seen == 0 && data.Source.Name != RegistryKeys.SourceName && Interlocked.Exchange(ref _seen, 1) == 0)
        {
            _publisher.Start();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _publisher.Dispose();
        }

        base.Dispose(disposing);
    }
}
