using System.Globalization;

namespace SupportDesk.Demo;

/// <summary>What the command line asks for.</summary>
/// <param name="Once">Drive traffic, compare the totals with the stub's ledger and end.</param>
/// <param name="Grpc">Send telemetry over OTLP/gRPC instead of OTLP/HTTP.</param>
/// <param name="Budget">Hold calls to the dashboard's budgets, and give one organization so many US dollars a month, after the traffic.</param>
/// <param name="FreePorts">Listen on free ports instead of the usual ones.</param>
/// <param name="DataDirectory">Where the dashboard keeps its database.</param>
internal sealed record DemoOptions(bool Once, bool Grpc, decimal? Budget, bool FreePorts, string DataDirectory)
{
    private const decimal MostDollars = 1_000_000;

    public const string Usage = "Usage: dotnet run --project samples/SupportDesk -- [--once] [--grpc] [--budget DOLLARS] [--free-ports] [--data FOLDER]";

    /// <summary>Whether the database is this run's alone and goes with it.</summary>
    public bool IsTemporary { get; private init; }

    /// <summary>Reads the arguments; null when they make no sense.</summary>
    public static DemoOptions? Parse(IReadOnlyList<string> args)
    {
        var once = false;
        var grpc = false;
        decimal? budget = null;
        var freePorts = false;
        string? data = null;
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--once":
                    once = true;
                    break;
                case "--grpc":
                    grpc = true;
                    break;
                case "--budget" when i + 1 < args.Count && decimal.TryParse(args[i + 1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars) && dollars is > 0 and < MostDollars:
                    budget = dollars;
                    i++;
                    break;
                case "--free-ports":
                    freePorts = true;
                    break;
                case "--data" when i + 1 < args.Count:
                    data = args[++i];
                    break;
                default:
                    return null;
            }
        }

        // Totals can only equal the ledger of this run in a database that starts empty.
        var temporary = once && data is null;
        return new DemoOptions(once, grpc, budget, freePorts || once, temporary ? Directory.CreateTempSubdirectory("supportdesk-").FullName : Path.GetFullPath(data ?? "data"))
        {
            IsTemporary = temporary,
        };
    }

    /// <summary>A loopback address: with <c>--once</c> and <c>--free-ports</c> on a free port, otherwise on the given one.</summary>
    public Uri Loopback(int port) => new($"http://127.0.0.1:{(FreePorts ? 0 : port)}");
}
