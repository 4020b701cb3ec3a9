using AiInstrument.Cli.Output;
using AiInstrument.Cli.Tests.Support;
using AiInstrument.Collector;
using AiInstrument.Collector.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AiInstrument.Cli.Tests;

public sealed class ToolTests : IDisposable
{
    private const string List = """
        {"sample_spec":{"litellm_provider":"x"},
         "gpt-4o-mini":{"litellm_provider":"openai","input_cost_per_token":3e-07,"output_cost_per_token":6e-07},
         "gpt-99":{"litellm_provider":"openai","input_cost_per_token":1e-05,"output_cost_per_token":5e-05},
         "dall-e":{"litellm_provider":"openai","output_cost_per_image":0.04}}
        """;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder.Path, "data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_import_asks_first_and_writes_nothing_unless_it_is_confirmed()
    {
        await CreateAsync();
        var file = await WriteAsync(List);

        var dry = await RunAsync("prices", "import", file, "--data", Data, "--from", "2026-11-01", "--dry-run");
        Assert.Equal(ExitCode.Done, dry.Code);
        Assert.Contains("1 added, 1 changed, 0 unchanged, 1 refused.", dry.Output, StringComparison.Ordinal);
        Assert.Contains("input 0.15 → 0.3", dry.Output, StringComparison.Ordinal);
        Assert.Contains("only per image", dry.Output, StringComparison.Ordinal);

        Assert.Equal(ExitCode.NotConfirmed, (await RunAsync("prices", "import", file, "--data", Data)).Code);
        Assert.Equal(ExitCode.NotConfirmed, (await RunAsync(["prices", "import", file, "--data", Data], answer: "n")).Code);
        Assert.DoesNotContain("gpt-99", (await RunAsync("prices", "list", "--data", Data)).Output, StringComparison.Ordinal);

        Assert.Equal(ExitCode.Done, (await RunAsync(["prices", "import", file, "--data", Data, "--from", "2026-01-01"], answer: "y")).Code);
        var listed = await RunAsync("prices", "list", "--data", Data, "--search", "gpt-99");
        Assert.Contains("Imported", listed.Output, StringComparison.Ordinal);
        Assert.Contains("1 prices", listed.Output, StringComparison.Ordinal);

        var again = await RunAsync("prices", "import", file, "--data", Data, "--from", "2026-01-01", "--yes", "--json");
        Assert.Equal((ExitCode.Done, false, 2), (again.Code, (bool)again.Json["imported"]!, (int)again.Json["unchanged"]!));
    }

    [Fact]
    public async Task Json_lists_every_entry()
    {
        await CreateAsync();

        var imported = await RunAsync("prices", "import", await WriteAsync(List), "--data", Data, "--format", "litellm", "--yes", "--json");

        Assert.Equal((ExitCode.Done, true, 1, 1, 1), (imported.Code, (bool)imported.Json["imported"]!, (int)imported.Json["added"]!, (int)imported.Json["changed"]!, (int)imported.Json["refused"]!));
        Assert.Equal(["Changed", "Added", "Refused"], imported.Json["preview"]!["changes"]!.AsArray().Select(change => (string)change!["kind"]!));
        Assert.Equal(0, (int)(await RunAsync("reprice", "--data", Data, "--json")).Json["records"]!);
        Assert.Equal("Every token has a price.", (await RunAsync("prices", "unpriced", "--data", Data)).Output.Trim());
    }

    [Fact]
    public async Task A_purge_asks_first()
    {
        await CreateAsync();

        Assert.Equal(ExitCode.NotConfirmed, (await RunAsync("purge", "--organization", "acme", "--data", Data)).Code);
        Assert.Equal(ExitCode.NotConfirmed, (await RunAsync("purge", "--organization", "acme", "--data", Data, "--json")).Code);
        Assert.False(File.Exists(Path.Combine(Data, "purges.jsonl")));

        Assert.Contains("0 prompts and answers and 0 records removed.", (await RunAsync(["purge", "--organization", "acme", "--data", Data], answer: "y")).Output, StringComparison.Ordinal);
        var everything = await RunAsync("purge", "--organization", "acme", "--everything", "--data", Data, "--yes", "--json");
        Assert.Equal((ExitCode.Done, 0), (everything.Code, (int)everything.Json["records"]!));
        Assert.Equal(2, (await File.ReadAllLinesAsync(Path.Combine(Data, "purges.jsonl"), Cancel)).Length);
    }

    [Theory]
    [InlineData(ExitCode.WrongArguments, "purge", "--data", "x")]
    [InlineData(ExitCode.Failed, "purge", "--organization", "acme", "--yes", "--data", "no-such-folder")]
    [InlineData(ExitCode.WrongArguments, "prices", "import")]
    [InlineData(ExitCode.WrongArguments, "prices", "list")]
    [InlineData(ExitCode.WrongArguments, "prices", "list", "--data", "x", "--colour")]
    [InlineData(ExitCode.WrongArguments, "prices", "import", "f", "--data", "x", "--format", "csv")]
    [InlineData(ExitCode.WrongArguments, "prices", "import", "f", "--data", "x", "--from", "tomorrow")]
    [InlineData(ExitCode.Failed, "prices", "list", "--data", "no-such-folder")]
    [InlineData(ExitCode.Failed, "reprice", "--data", "no-such-folder")]
    [InlineData(ExitCode.Failed, "prices", "import", "no-such-file", "--data", "no-such-folder")]
    public async Task What_cannot_be_done_is_said_in_one_sentence(int code, params string[] args)
    {
        var result = await RunAsync(args);

        Assert.Equal((code, ""), (result.Code, result.Output));
        Assert.Single(result.Error.Trim().Split('\n'));
        Assert.False(Directory.Exists("no-such-folder"));
    }

    [Theory]
    [InlineData("'scna' is no command of 'aiinstrument' (did you mean 'scan'?); 'aiinstrument --help' explains the arguments.", "scna")]
    [InlineData("'--jsn' is no option of 'aiinstrument scan' (did you mean '--json'?); 'aiinstrument scan --help' explains the arguments.", "scan", "--jsn")]
    [InlineData("'--formt' is no option of 'aiinstrument scan' (did you mean '--format'?); 'aiinstrument scan --help' explains the arguments.", "scan", "--formt", "json")]
    [InlineData("'--colour' is no option of 'aiinstrument prices list'; 'aiinstrument prices list --help' explains the arguments.", "prices", "list", "--data", "x", "--colour")]
    [InlineData("'b' is more than 'aiinstrument scan' takes; 'aiinstrument scan --help' explains the arguments.", "scan", "a", "b")]
    [InlineData("Option '--organization' is required; 'aiinstrument purge --help' explains the arguments.", "purge", "--data", "x")]
    public async Task A_mistake_in_the_arguments_is_named_with_what_was_meant(string sentence, params string[] args)
    {
        var result = await RunAsync(args);

        Assert.Equal((ExitCode.WrongArguments, "", sentence), (result.Code, result.Output, result.Error.Trim()));
    }

    [Theory]
    [InlineData("aiinstrument [command] [options]")]
    [InlineData("aiinstrument prices [command] [options]", "prices")]
    public async Task Without_a_command_the_help_says_which_there_are(string usage, params string[] args)
    {
        var (none, help) = (await RunAsync(args), await RunAsync([.. args, "--help"]));

        Assert.Equal((ExitCode.WrongArguments, ExitCode.Done), (none.Code, help.Code));
        Assert.Equal(help.Output, none.Output);
        Assert.Contains(usage, help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_after_two_dashes_is_no_option()
    {
        var result = await RunAsync("scan", "--", "--folder");

        Assert.Equal((ExitCode.Failed, "--folder does not exist: name a solution, a project, or a folder with them."), (result.Code, result.Error.Trim()));
    }

    [Fact]
    public async Task A_report_goes_into_folders_that_are_made_for_it_and_says_where_it_cannot()
    {
        var file = Path.Combine(_folder.Path, "made", "for", "it.json");
        await WholeFile.WriteAsync(file, "whole", Cancel);
        Assert.Equal("whole", await File.ReadAllTextAsync(file, Cancel));

        var refused = await Assert.ThrowsAsync<IOException>(() => WholeFile.WriteAsync(Path.Combine(file, "below.json"), "", Cancel));
        Assert.StartsWith($"{Path.Combine(file, "below.json")} cannot be written: ", refused.Message, StringComparison.Ordinal);
        Assert.Equal([file], Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_file_that_is_no_price_list_fails_and_a_running_collector_keeps_its_folder()
    {
        await CreateAsync();
        var wrong = await RunAsync("prices", "import", await WriteAsync("[]"), "--data", Data);
        Assert.Equal((ExitCode.Failed, true), (wrong.Code, wrong.Error.Contains("none of the formats", StringComparison.Ordinal)));

        using var running = await CollectorMaintenance.OpenPricesAsync(Data, Cancel);
        var refused = await RunAsync("prices", "list", "--data", Data);
        Assert.Equal((ExitCode.Failed, true), (refused.Code, refused.Error.Contains("in use by another collector", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_schema_is_json()
    {
        var schema = await RunAsync("prices", "schema");
        Assert.Equal("AiInstrument price book", (string)schema.Json["title"]!);
    }

    private static Task<ToolResult> RunAsync(params string[] args) => Tool.RunAsync(args);

    private static Task<ToolResult> RunAsync(string[] args, string? answer) => Tool.RunAsync(args, answer);

    private async Task CreateAsync()
    {
        await using var services = new ServiceCollection().AddLogging().AddMetrics().AddAiCollector(options => options.DataDirectory = Data).BuildServiceProvider();
        await services.GetRequiredService<ICollectorDatabase>().InitializeAsync(Cancel);
    }

    private async Task<string> WriteAsync(string json)
    {
        var file = Path.Combine(_folder.Path, "list.json");
        await File.WriteAllTextAsync(file, json, Cancel);
        return file;
    }
}
