using System.Globalization;

namespace AiInstrument.Cli.Diagnosis;

/// <summary>Looks at what applications of this user still have to send.</summary>
/// <param name="time">Tells the time.</param>
internal sealed class OutboxCheck(TimeProvider time)
{
    private const string Check = "outbox";

    private static readonly TimeSpan Delivered = TimeSpan.FromMinutes(15);

    /// <summary>Checks.</summary>
    /// <param name="folder">The folder with one folder for each application.</param>
    /// <param name="findings">Takes what is found.</param>
    public void Run(string folder, List<Finding> findings)
    {
        if (!Directory.Exists(folder))
        {
            findings.Add(Finding.Ok(Check, $"No application of this user has one in '{folder}'."));
            return;
        }

        try
        {
            foreach (var application in new DirectoryInfo(folder).EnumerateDirectories().OrderBy(application => application.Name, StringComparer.Ordinal))
            {
                findings.Add(Judge(application));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(Finding.Warn(Check, $"'{folder}' cannot be read: {e.Message}", "Run doctor as the user who runs the application."));
        }
    }

    private Finding Judge(DirectoryInfo application)
    {
        if (!OperatingSystem.IsWindows() && (application.UnixFileMode & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != UnixFileMode.None)
        {
            return Finding.Warn(Check, $"Others may look into '{application.FullName}'.", "Spans may hold content: chmod 700.");
        }

        var files = application.EnumerateFiles("*.aioutbox").Where(file => file.Length > 0).ToList();
        var waiting = string.Create(CultureInfo.InvariantCulture, $"{application.Name}: {files.Count} files, {files.Sum(file => file.Length)} bytes");
        return files.Count > 0 && time.GetUtcNow() - new DateTimeOffset(files.Min(file => file.LastWriteTimeUtc), TimeSpan.Zero) > Delivered
            ? Finding.Warn(Check, $"{waiting} wait, some for more than {Delivered.TotalMinutes.ToString(CultureInfo.InvariantCulture)} minutes.", "Start the application: it sends them. If it runs, its log says why they are refused.")
            : Finding.Ok(Check, waiting + ".");
    }
}
