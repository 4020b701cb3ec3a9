using System.CommandLine;
using System.Globalization;
using AiInstrument.Collector;
using AiInstrument.Collector.Storage;
using AiInstrument.Dashboard.Hosting;

namespace AiInstrument.Dashboard.Host;

/// <summary>Commands on the database: what they change they say, and running one again changes nothing more.</summary>
internal static class MaintenanceCommands
{
    private const decimal NanosPerDollar = 1_000_000_000m;

    /// <summary>Adds the commands.</summary>
    /// <param name="root">The program's command.</param>
    /// <param name="folder">Reads the data folder.</param>
    /// <param name="output">Where reports go.</param>
    /// <param name="refuse">Says in one sentence why a command cannot run, and gives the exit code.</param>
    public static void AddTo(RootCommand root, Func<ParseResult, string> folder, TextWriter output, Func<string, Task<int>> refuse)
    {
        var target = new Argument<string>("file") { Description = "The copy; must not exist" };
        var organization = new Option<string>("--organization") { HelpName = "NAME", Required = true, Description = "The organization's id, as the application gives it" };
        var contentOnly = new Option<bool>("--content-only") { Description = "Prompts and answers alone; records and totals stay (the default)" };
        var everything = new Option<bool>("--everything") { Description = "Records too, and their part of the totals" };
        Add(new Command("purge", "Removes what is kept of an organization for good, and again whenever an older backup is restored. Stop the server first.") { organization, contentOnly, everything }, PurgeAsync);
        Add(new Command("reprice", "Prices every record again by the prices in force, and corrects the totals. Stop the server first."), RepriceAsync);
        Add(new Command("rebuild-rollups", "Sums the totals up from the records again and says what was wrong. Stop the server first."), RebuildAsync);
        Add(new Command("reset-admin", "Makes a new admin token and ends the old one with all that it signed in. Stop the server first."), ResetAdminAsync);
        Add(new Command("backup", "Writes a compact, checked copy of the database. The server may run.") { target }, BackupAsync);

        void Add(Command command, Func<ParseResult, string, CancellationToken, Task> run)
        {
            command.SetAction(async (parsed, cancellationToken) =>
            {
                try
                {
                    await run(parsed, folder(parsed), cancellationToken).ConfigureAwait(false);
                    return 0;
                }
                catch (Exception exception) when (exception is CollectorStartException or DashboardStartException)
                {
                    return await refuse(exception.Message).ConfigureAwait(false);
                }
            });
            root.Subcommands.Add(command);
        }

        async Task RepriceAsync(ParseResult parsed, string data, CancellationToken cancellationToken)
        {
            var report = await CollectorMaintenance.RepriceAsync(data, cancellationToken).ConfigureAwait(false);
            await SayAsync($"{report.Records} records, {report.Changed} changed: {report.BeforeNanoUsd / NanosPerDollar:0.000000000} USD before, {report.AfterNanoUsd / NanosPerDollar:0.000000000} USD now.").ConfigureAwait(false);
        }

        async Task RebuildAsync(ParseResult parsed, string data, CancellationToken cancellationToken)
        {
            foreach (var rollup in await CollectorMaintenance.RebuildRollupsAsync(data, cancellationToken).ConfigureAwait(false))
            {
                await SayAsync($"{rollup.Table}: {rollup.Groups} groups, {rollup.Added} added or corrected, {rollup.Removed} removed or corrected.").ConfigureAwait(false);
            }
        }

        async Task ResetAdminAsync(ParseResult parsed, string data, CancellationToken cancellationToken)
        {
            var token = await CollectorMaintenance.ResetAdminAsync(data, cancellationToken).ConfigureAwait(false);
            await SayAsync($"Admin token (shown only now): {token}").ConfigureAwait(false);
        }

        async Task BackupAsync(ParseResult parsed, string data, CancellationToken cancellationToken)
        {
            var report = CollectorMaintenance.Backup(data, parsed.GetRequiredValue(target));
            await SayAsync($"{report.File}: {report.Bytes} bytes, checked.").ConfigureAwait(false);
        }

        async Task PurgeAsync(ParseResult parsed, string data, CancellationToken cancellationToken)
        {
            var all = parsed.GetValue(everything);
            if (all && parsed.GetValue(contentOnly))
            {
                throw new DashboardStartException("Give --content-only or --everything, not both.");
            }

            var report = await CollectorMaintenance.PurgeAsync(data, parsed.GetRequiredValue(organization), all, cancellationToken).ConfigureAwait(false);
            await SayAsync($"{report.Contents} prompts and answers and {report.Records} records removed.").ConfigureAwait(false);
        }

        Task SayAsync(FormattableString sentence) => output.WriteLineAsync(sentence.ToString(CultureInfo.InvariantCulture));
    }
}
