using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using Anthropic.Core;
using OpenAI;

namespace ModelStub.Tests;

/// <summary>A server for one test, and SDK clients that talk to it without retries: one call is one ledger entry.</summary>
public abstract class Stub : IAsyncLifetime
{
    protected ModelStubServer Server { get; private set; } = null!;

    protected OpenAIClient OpenAI { get; private set; } = null!;

    protected AnthropicClient Anthropic { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Server = await ModelStubServer.StartAsync(cancellationToken: Cancel);
        OpenAI = new OpenAIClient(
            new ApiKeyCredential("stub"),
            new OpenAIClientOptions { Endpoint = new Uri(Server.BaseUrl, "v1"), RetryPolicy = new ClientRetryPolicy(maxRetries: 0) });
        Anthropic = new AnthropicClient(new ClientOptions { ApiKey = "stub", BaseUrl = Server.BaseUrl.ToString(), MaxRetries = 0 });
    }

    public async ValueTask DisposeAsync()
    {
        Anthropic.Dispose();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The only request so far, once it ended.</summary>
    protected async Task<Ledger.LedgerEntry> ServedAsync()
    {
        await Server.Ledger.WhenIdleAsync(Cancel);
        return Assert.Single(Server.Ledger.Entries);
    }
}
