namespace AiInstrument.Benchmarks.Measuring;

/// <summary>Options of a command, each with a value behind it.</summary>
internal static class CommandOptions
{
    /// <summary>The value of an option; null without it.</summary>
    public static string? Find(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
}
