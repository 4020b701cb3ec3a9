using System.Globalization;
using AiInstrument.Cli.Running;
using AiInstrument.Collector;
using AiInstrument.Collector.Storage;

namespace AiInstrument.Cli.Diagnosis;

/// <summary>Looks at a data folder; the server may run.</summary>
internal static class DataCheck
{
    private const string Check = "data";
    private const long LittleDisk = 1024L * 1024 * 1024;
    private const long LargeLog = 256L * 1024 * 1024;

    /// <summary>Checks.</summary>
    public static async Task RunAsync(string folder, List<Finding> findings, CancellationToken cancellationToken)
    {
        DatabaseReport report;
        try
        {
            report = await Task.Run(() => CollectorMaintenance.Inspect(folder), cancellationToken).ConfigureAwait(false);
        }
        catch (CollectorStartException e)
        {
            findings.Add(Finding.Fail(Check, e.Message, "Name the server's folder with --data; restore a backup when the database is damaged."));
            return;
        }

        findings.Add(Finding.Ok(Check, string.Create(CultureInfo.InvariantCulture, $"The database is whole: {report.Records} records, {report.Bytes} bytes, schema {report.Schema}.")));
        if (report.IsNewer)
        {
            findings.Add(Finding.Fail(Check, $"The schema is newer than this tool's ({report.Newest}).", "Update the tool and the server."));
        }
        else if (report.Schema != report.Newest)
        {
            findings.Add(Finding.Warn(Check, $"The schema is older than this tool's ({report.Newest}).", "The next start of this version's server brings it up to date: make a backup before."));
        }

        if (report.FreeBytes < Math.Max(LittleDisk, report.Bytes / 10))
        {
            findings.Add(Finding.Warn("disk", string.Create(CultureInfo.InvariantCulture, $"{report.FreeBytes} bytes are free."), "Make room, or bound the database with --retention-days or --max-database-mb."));
        }

        if (report.LogBytes > LargeLog)
        {
            findings.Add(Finding.Warn("disk", string.Create(CultureInfo.InvariantCulture, $"The log of writes has {report.LogBytes} bytes."), "Somebody reads the database for a long time: end other programs that have it open."));
        }

        if (!report.HasKeys)
        {
            findings.Add(Finding.Warn(Check, "There is no key ring in the folder.", "Without 'keys' stored prompts and answers cannot be read: bring it back from where you keep it."));
        }

        findings.Add(await RunningServer.FindAsync(folder, cancellationToken).ConfigureAwait(false) is { } note
            ? Finding.Ok("server", $"Version {note.Version ?? "unknown"} serves the folder: {note.Http}, {note.OtlpHttp}, {note.OtlpGrpc}.")
            : Finding.Ok("server", "None serves the folder now."));
    }
}
