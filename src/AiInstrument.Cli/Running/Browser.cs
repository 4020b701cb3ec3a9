using System.ComponentModel;
using System.Diagnostics;

namespace AiInstrument.Cli.Running;

/// <summary>The user's browser.</summary>
internal static class Browser
{
    /// <summary>Opens an address; false when there is no browser, or no screen to show it on.</summary>
    public static bool TryOpen(Uri address)
    {
        try
        {
            using var process = Process.Start(Start(address.AbsoluteUri));
            return process is not null;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    private static ProcessStartInfo Start(string address) =>
        OperatingSystem.IsWindows() ? new ProcessStartInfo(address) { UseShellExecute = true }
        : OperatingSystem.IsMacOS() ? Quiet("open", address)
        : Quiet("xdg-open", address);

    // What the opener writes is not this program's output.
    private static ProcessStartInfo Quiet(string program, string address) => new(program, [address]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
}
