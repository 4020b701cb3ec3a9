using AiInstrument.Dashboard.Hosting;
using SupportDesk.Demo;
using SupportDesk.Reconciliation;
using SupportDesk.Traffic;

if (DemoOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(DemoOptions.Usage);
    return 2;
}

try
{
    await using var site = await DemoSite.StartAsync(options);
    await WorkingDay.DriveAsync(site);
    return options.Once ? await ReconcileAsync(site) : await ServeAsync(site, options.Budget);
}
catch (Exception exception) when (exception is DashboardStartException or IOException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
finally
{
    if (options.IsTemporary)
    {
        Directory.Delete(options.DataDirectory, recursive: true);
    }
}

static async Task<int> ReconcileAsync(DemoSite site)
{
    await site.StopAppAsync();
    await site.Stub.Ledger.WhenIdleAsync();
    var comparison = Comparison.Of(site.Stub.Ledger.Entries, await DashboardTotals.ReadAsync(site.Dashboard.Http, site.Secret));
    ComparisonTable.Write(Console.Out, comparison);
    return comparison.Equal ? 0 : 1;
}

static async Task<int> ServeAsync(DemoSite site, decimal? budget)
{
    if (budget is { } dollars)
    {
        await DemoBudget.SetAsync(site.Dashboard, dollars);
    }

    Console.WriteLine($"Dashboard:    {site.Dashboard.Http} (sign in with {site.Secret})");
    Console.WriteLine($"Support desk: {new Uri(site.AppUrl, "desk")}");
    Console.WriteLine($"Stub ledger:  {new Uri(site.Stub.BaseUrl, "ledger/summary")}");
    Console.WriteLine("Press Ctrl+C to stop.");
    await site.WaitForShutdownAsync();
    return 0;
}
