using AiInstrument.Benchmarks.Capture;
using AiInstrument.Benchmarks.Compiling;
using AiInstrument.Benchmarks.Decoding;
using AiInstrument.Benchmarks.Delivery;
using AiInstrument.Benchmarks.Forecasting;
using AiInstrument.Benchmarks.Hardening;
using AiInstrument.Benchmarks.Http;
using AiInstrument.Benchmarks.Ingest;
using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Benchmarks.Pages;
using AiInstrument.Benchmarks.Purging;
using AiInstrument.Benchmarks.Records;
using AiInstrument.Benchmarks.Redaction;
using AiInstrument.Benchmarks.Scanning;

const string DataOption = "--data=";
var dataFolder = Array.Find(args, arg => arg.StartsWith(DataOption, StringComparison.Ordinal))?[DataOption.Length..];
var benchmarks = new (string Name, Func<bool, Task> Run)[]
{
    ("capture", CaptureBenchmark.RunAsync),
    ("redaction", RedactionBenchmark.RunAsync),
    ("delivery", DeliveryBenchmark.RunAsync),
    ("decode", DecodeBenchmark.RunAsync),
    ("ingest", IngestBenchmark.RunAsync),
    ("content", ContentBenchmark.RunAsync),
    ("size", quick => SizeBenchmark.RunAsync(quick, dataFolder)),
    ("http", HttpBenchmark.RunAsync),
    ("compile", CompileBenchmark.RunAsync),
    ("reach", ReachBenchmark.RunAsync),
    ("forecast", ForecastCommand.RunAsync),
    ("scan", ScanBenchmark.RunAsync),
};

if (args is ["serve", var folder])
{
    // The http benchmark starts itself with this, so that the server's memory is counted apart from the client's.
    await CollectorProcess.ServeAsync(folder);
    return 0;
}

if (args is ["fuzz", ..])
{
    return await FuzzCommand.RunAsync(args[1..]);
}

if (args is ["pages", ..])
{
    return await PagesCommand.RunAsync(args[1..]);
}

if (args is ["records", ..])
{
    return await RecordsCommand.RunAsync(args[1..]);
}

if (args is ["purge", ..])
{
    return await PurgeCommand.RunAsync(args[1..]);
}

if (args is ["overload", ..])
{
    return await OverloadCommand.RunAsync(args[1..]);
}

var quick = args.Contains("--quick");
var names = args.Where(arg => arg != "--quick" && !arg.StartsWith(DataOption, StringComparison.Ordinal)).DefaultIfEmpty("all").ToArray();
if (Array.Find(names, name => name != "all" && !Array.Exists(benchmarks, b => b.Name == name)) is { } unknown)
{
    await Console.Error.WriteLineAsync($"Unknown: {unknown}. Usage: [capture|redaction|delivery|decode|ingest|content|size|http|compile|reach|forecast|scan|all] [--quick] [--data=FOLDER], pages [--data FOLDER] [--runs N] [--only TEXT], records --data FOLDER [--runs N] [--only TEXT], purge --data FOLDER [--organization NAME], fuzz [requests] [seed], or overload [seconds]");
    return 2;
}

Report.Machine();
foreach (var (name, run) in benchmarks)
{
    if (names.Contains("all") || names.Contains(name))
    {
        await run(quick);
    }
}

return 0;
