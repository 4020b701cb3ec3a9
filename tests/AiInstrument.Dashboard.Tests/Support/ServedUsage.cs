using System.Net;
using AiInstrument.Dashboard.Tests.Support;

[assembly: AssemblyFixture(typeof(ServedUsage))]

namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>One server with <see cref="SampleUsage"/> for the tests that only read.</summary>
public sealed class ServedUsage : IAsyncLifetime
{
    private RunningServer? _server;
    private HttpClient? _admin;

    internal RunningServer Server => _server!;

    internal HttpClient Admin => _admin!;

    /// <summary>The admin's session.</summary>
    internal CookieContainer Cookies { get; } = new();

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.StartAsync(SampleUsage.Spans);
        _admin = await _server.SignInAsync(Cookies);
    }

    public async ValueTask DisposeAsync()
    {
        _admin?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
