namespace SupportDesk.Models;

/// <summary>
/// The first line of every prompt. It tells the model stub's ledger who calls and what for, without the telemetry's help,
/// so that the two can be compared. An application of your own has no such line.
/// </summary>
internal static class PromptTag
{
    private static readonly AsyncLocal<string?> EntryPoint = new();
    private static readonly AsyncLocal<string?> Caller = new();

    public static void SetEntryPoint(string routeOrJob) => EntryPoint.Value = $"entry=\"{routeOrJob}\"";

    public static void SetCaller(string organization, string? user = null) =>
        Caller.Value = user is null ? $"org={organization}" : $"org={organization} user={user}";

    public static string For(string feature) => $"[desk feature={feature} {EntryPoint.Value} {Caller.Value}]\n";
}
