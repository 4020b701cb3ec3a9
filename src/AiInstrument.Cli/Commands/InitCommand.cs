using System.CommandLine;
using System.Reflection;
using AiInstrument.Cli.Init;
using AiInstrument.Cli.Output;
using AiInstrument.Cli.Scanning.Loading;

namespace AiInstrument.Cli.Commands;

/// <summary><c>aiinstrument init</c></summary>
internal static class InitCommand
{
    private const string Baseline = "aii-baseline.json";

    /// <summary>The tool's version, which is that of the packages made with it.</summary>
    public static string OwnVersion =>
        typeof(InitCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Creates the command.</summary>
    /// <param name="console">Where answers come from and results go to.</param>
    /// <param name="check">Runs the command that makes a baseline, with these arguments behind its name; null where there is none.</param>
    public static Command Create(CommandConsole console, Func<string[], Task<int>>? check)
    {
        var path = new Argument<string>("path") { Description = "A solution, a project, or a folder with them", DefaultValueFactory = _ => "." };
        var project = new Option<string[]>("--project") { Description = "Name or path of a project that gets the package; may be given more than once. Those with model calls when left out", HelpName = "NAME", DefaultValueFactory = _ => [] };
        var version = new Option<string>("--package-version") { Description = "Version of the package; the tool's own when left out", HelpName = "VERSION", DefaultValueFactory = _ => OwnVersion };
        var restore = ScanCommand.Restore();
        var noScan = new Option<bool>("--no-scan") { Description = "Do not read the code: choose projects that reference a model's SDK or start an application" };
        var noBaseline = new Option<bool>("--no-baseline") { Description = "Make no baseline of the findings there are" };
        var undo = new Option<bool>("--undo") { Description = "Take back what init did last, byte for byte" };
        var yes = new Option<bool>("--yes") { Description = "Do it without asking" };
        var json = DataOption.Json();
        var command = new Command("init", "Adds AiInstrument to a solution: the package, the severities of the rules, and a baseline. Shows the plan first, and can be undone.") { path, project, version, restore, noScan, noBaseline, undo, yes, json };
        command.Run(console, async (parsed, cancellationToken) =>
        {
            var (target, quiet, sure) = (parsed.GetRequiredValue(path), parsed.GetValue(json), parsed.GetValue(yes));
            if (parsed.GetValue(undo))
            {
                return Undo(console, target, quiet);
            }

            var wanted = parsed.GetRequiredValue(project);
            var scan = wanted.Length > 0 || parsed.GetValue(noScan) ? null : await ScanCommand.ScanAsync(console, target, parsed.GetValue(restore), cancellationToken).ConfigureAwait(false);
            var plan = new InitPlanner(parsed.GetRequiredValue(version), scan).Plan(target, wanted);
            if (!quiet)
            {
                Show(console, plan);
            }

            if (plan.Changes.Count == 0)
            {
                Write(console, plan, quiet, null, null, "Everything is there already; nothing was changed.");
                return ExitCode.Done;
            }

            if (!sure && (quiet || !console.Confirm("Make these changes?")))
            {
                Write(console, plan, quiet, null, null, "Nothing was changed; --yes changes without asking.");
                return ExitCode.NotConfirmed;
            }

            var journal = UndoJournal.Apply(plan.Root, plan.Changes, TimeProvider.System);
            var baseline = parsed.GetValue(noBaseline) || check is null ? null : await MakeBaselineAsync(plan, check, cancellationToken).ConfigureAwait(false);
            Write(console, plan, quiet, journal, baseline, $"Done. 'aiinstrument init {target} --undo' takes it back.");
            if (!quiet)
            {
                ShowNext(console, plan, baseline);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static int Undo(CommandConsole console, string target, bool quiet)
    {
        var files = UndoJournal.Undo(ScanTarget.Find(target).Folder);
        if (quiet)
        {
            console.Write(new UndoResult(files), InitJson.Default.UndoResult);
        }
        else
        {
            console.Say($"As before: {string.Join(", ", files)}.");
        }

        return ExitCode.Done;
    }

    private static async Task<string?> MakeBaselineAsync(InitPlan plan, Func<string[], Task<int>> check, CancellationToken cancellationToken)
    {
        var file = Path.Combine(plan.Root, Baseline);
        var existed = File.Exists(file);
        if (!existed)
        {
            await check([plan.Target, "--restore", "--baseline", file, "--update"]).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (existed || !File.Exists(file))
        {
            return null;
        }

        UndoJournal.Add(plan.Root, new InitChange(file, null, await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false), [], "accepted findings"));
        return file;
    }

    private static void Show(CommandConsole console, InitPlan plan)
    {
        if (plan.Changes.Count > 0)
        {
            console.Write(["file", "change", "why"], plan.Changes.Select(change => (string[])[
                Path.GetRelativePath(plan.Root, change.File) + (change.Before is null ? " (new)" : ""), string.Join('\n', change.Lines.Select(line => "+ " + line)), change.Why]));
        }

        foreach (var note in plan.Notes)
        {
            console.Say("- " + note);
        }
    }

    private static void ShowNext(CommandConsole console, InitPlan plan, string? baseline)
    {
        console.Say("");
        console.Say("By hand, because no program should rewrite how yours starts:");
        foreach (var startup in plan.Startups)
        {
            console.Say($"  {startup.Name}: builder.AddAiInstrument();{(startup.IsWeb ? "   and behind builder.Build(): app.UseAiInstrument();" : "")}");
        }

        console.Say("Then: dotnet build, and give each call its feature: [AiFeature(\"ticket.summarize\")].");
        console.Say(baseline is null
            ? $"A baseline of what there is: aiinstrument check --baseline {Baseline} --update"
            : $"{Baseline} accepts the findings of today; 'aiinstrument check --baseline {Baseline}' fails on new ones.");
        console.Say("A dashboard on this machine: aiinstrument up");
    }

    private static void Write(CommandConsole console, InitPlan plan, bool quiet, string? journal, string? baseline, string sentence)
    {
        if (!quiet)
        {
            console.Say(sentence);
            return;
        }

        console.Write(
            new InitResult(
                journal is not null,
                [.. plan.Changes.Select(change => new PlannedChange(Path.GetRelativePath(plan.Root, change.File), change.Before is null, change.Lines, change.Why))],
                plan.Notes,
                journal is null ? null : Path.GetRelativePath(plan.Root, journal),
                baseline is null ? null : Path.GetRelativePath(plan.Root, baseline)),
            InitJson.Default.InitResult);
    }
}
