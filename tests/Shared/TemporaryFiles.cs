using System.Runtime.CompilerServices;

namespace AiInstrument.Tests.Shared;

/// <summary>Gives the process and all that it starts a folder of its own for temporary files, which goes with it: SDKs, builds and killed programs leave theirs behind.</summary>
internal static class TemporaryFiles
{
    private static readonly string[] s_variables = ["TMPDIR", "TMP", "TEMP"];

    [ModuleInitializer]
    internal static void Redirect()
    {
        // Sockets have their names in it, which must stay short.
        var folder = Directory.CreateTempSubdirectory("aii-");
        if (!OperatingSystem.IsWindows())
        {
            // A program that a test runs as another user gets through, and sees no names.
            folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        }

        foreach (var variable in s_variables)
        {
            Environment.SetEnvironmentVariable(variable, folder.FullName);
        }

        // A compiler server is found by this folder: one of its own would outlive the tests.
        Environment.SetEnvironmentVariable("UseSharedCompilation", "false");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(folder);
    }

    private static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Something that was started still writes there, or may not be deleted: no reason for tests to fail at their end.
            Console.Error.WriteLine($"{folder.FullName} is left behind: {e.Message}");
        }
    }
}
