using System.Globalization;

namespace AiInstrument.Cli.Tests.Support;

/// <summary>The processes of a Linux machine.</summary>
internal static class Processes
{
    /// <summary>Whether another process has a variable with a value: those that one starts inherit it.</summary>
    public static bool HaveVariable(string name, string value) => Directory.EnumerateDirectories("/proc").Any(process =>
    {
        try
        {
            var id = Path.GetFileName(process);
            return id.All(char.IsAsciiDigit) && id != Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
                && File.ReadAllText(Path.Combine(process, "environ")).Contains(name + "=" + value, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });
}
