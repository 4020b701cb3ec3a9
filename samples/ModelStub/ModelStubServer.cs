using ModelStub.Ledger;
using ModelStub.Serving;

namespace ModelStub;

/// <summary>
/// A loopback server that answers like OpenAI and Anthropic. What it bills follows from the request's text alone,
/// and its ledger says what it billed: an account of the same calls that owes nothing to telemetry.
/// </summary>
public sealed class ModelStubServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ModelStubServer(WebApplication app, CallLedger ledger)
    {
        _app = app;
        Ledger = ledger;
        BaseUrl = new Uri(app.Urls.Single());
    }

    /// <summary>The server's root, for example <c>http://127.0.0.1:5099/</c>. The OpenAI SDK wants <c>v1</c> appended, the Anthropic SDK does not.</summary>
    public Uri BaseUrl { get; }

    /// <summary>Every request that was served.</summary>
    public CallLedger Ledger { get; }

    /// <summary>Starts listening on loopback.</summary>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<ModelStubServer> StartAsync(int port = 0, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var ledger = new CallLedger();
        app.MapModels(ledger);
        app.MapLedger(ledger);
        await app.StartAsync(cancellationToken);
        return new ModelStubServer(app, ledger);
    }

    /// <summary>Completes when the process is asked to end.</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken = default) => _app.WaitForShutdownAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
