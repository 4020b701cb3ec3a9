using System.CommandLine;

namespace AiInstrument.Cli.Commands;

/// <summary>What commands on a data folder share.</summary>
internal static class DataOption
{
    private const string Variable = "AIINSTRUMENT_DATA";

    /// <summary>The data folder; the server's variable names it where the option does not.</summary>
    /// <param name="mayRun">The collector may run meanwhile.</param>
    public static Option<string> Create(bool mayRun = false)
    {
        var set = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;
        return new Option<string>("--data")
        {
            Description = $"Data folder of the collector, which {(mayRun ? "may run" : "must not run")} [environment: {Variable}]",
            Required = set is null,
            DefaultValueFactory = set is null ? null : _ => set,
            HelpName = "FOLDER",
        };
    }

    /// <summary>Results as JSON.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Write the result as JSON" };
}
