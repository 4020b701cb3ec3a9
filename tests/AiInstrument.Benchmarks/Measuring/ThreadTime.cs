using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AiInstrument.Benchmarks.Measuring;

/// <summary>Processor time of the current thread, which other programs on the machine do not add to. Wall time where the system does not tell it.</summary>
internal static class ThreadTime
{
    private const int ThreadCpuClockOnLinux = 3;

    public static double Nanoseconds()
    {
        if (OperatingSystem.IsLinux() && ClockGetTime(ThreadCpuClockOnLinux, out var time) == 0)
        {
            return (time.Seconds * 1e9) + time.Nanoseconds;
        }

        return Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency);
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ClockGetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly nint Seconds;
        public readonly nint Nanoseconds;
    }
}
