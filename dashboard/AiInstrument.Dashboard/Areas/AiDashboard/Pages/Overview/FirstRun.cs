namespace AiInstrument.Dashboard.Areas.AiDashboard.Pages.Overview;

/// <summary>What an empty overview tells: where to send the first span.</summary>
/// <param name="Http">The OTLP/HTTP address, or null in an application that maps its own receivers.</param>
/// <param name="Grpc">The OTLP/gRPC address, or null.</param>
/// <param name="NeedsKey">Whether senders need an API key.</param>
internal sealed record FirstRun(Uri? Http, Uri? Grpc, bool NeedsKey);
