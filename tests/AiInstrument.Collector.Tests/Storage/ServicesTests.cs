using AiInstrument.Collector.Access;
using AiInstrument.Collector.Queries;
using AiInstrument.Collector.Receiving;
using AiInstrument.Collector.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AiInstrument.Collector.Tests.Storage;

public sealed class ServicesTests
{
    [Fact]
    public async Task The_registered_services_work_together_in_a_host()
    {
        var folder = TestCollector.NewFolder();
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddAiCollector(options => options.DataDirectory = folder);
        using (var host = builder.Build())
        {
            await host.StartAsync(TestContext.Current.CancellationToken);
            var result = await host.Services.GetRequiredService<ISpanIngest>()
                .IngestAsync(Workspaces.DefaultId, [Spans.ChatAt(DateTimeOffset.UtcNow)], TestContext.Current.CancellationToken);
            Assert.Equal(1, result.Stored);
            Assert.True(UsageWindow.TryParse("7d", TimeProvider.System, out var window));
            using var scope = host.Services.CreateScope();
            var totals = await scope.ServiceProvider.GetRequiredService<IUsageQueries>()
                .GetTotalsAsync(Workspaces.DefaultId, window, UsageFilter.None, TestContext.Current.CancellationToken);
            Assert.Equal(1, totals.Calls);
            Assert.False(await host.Services.GetRequiredService<IAccessStore>().HasApiKeysAsync(TestContext.Current.CancellationToken));
            Assert.NotNull(host.Services.GetRequiredService<ICollectorDatabase>());
            await host.StopAsync(TestContext.Current.CancellationToken);
        }

        Directory.Delete(folder, recursive: true);
    }
}
