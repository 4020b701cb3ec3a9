namespace AiInstrument.Dashboard.Hosting;

/// <summary>Where telemetry is received, for the first-run page. Null until the server listens, and in an application that maps its own receivers.</summary>
internal sealed class IngestAddresses
{
    public Uri? Http { get; set; }

    public Uri? Grpc { get; set; }
}
