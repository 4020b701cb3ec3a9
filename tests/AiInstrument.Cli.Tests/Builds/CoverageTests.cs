using AiInstrument.Cli.Scanning.Loading;
using AiInstrument.Cli.Tests.Support;

namespace AiInstrument.Cli.Tests.Builds;

public sealed class CoverageTests(CodeBase code)
{
    private const string Measured = """
        using AiInstrument;
        using OpenAI.Chat;

        [assembly: AiFeature("shop.all")]

        public class Orders(ChatClient chat)
        {
            public ChatCompletion One(string order) => chat.CompleteChat(order);

            public ChatCompletion Two(string order) => chat.CompleteChat(order);

            public ChatCompletion Three(string order) => chat.CompleteChat(order);

            [AiNoIntercept]
            public ChatCompletion Left(string order) => chat.CompleteChat(order);
        }
        """;

    [Fact]
    public async Task Coverage_is_read_off_built_assemblies_and_fails_below_the_minimum()
    {
        var folder = Emit(uses: true, "Measured", Measured);

        var enough = await Tool.RunAsync("coverage", folder, "--min", "75", "--json");
        Assert.Equal((ExitCode.Done, ""), (enough.Code, enough.Error));
        Assert.Equal((1, 75m, 4, 3), ((int)enough.Json["version"]!, (decimal)enough.Json["total"]!["percent"]!, (int)enough.Json["total"]!["calls"]!, (int)enough.Json["total"]!["covered"]!));
        Assert.Equal(1, (int)enough.Json["assemblies"]![0]!["count"]!["escaped"]!["opted-out"]!);

        var tooLittle = await Tool.RunAsync("coverage", folder, "--min", "75.1");
        Assert.Equal(ExitCode.NotMet, tooLittle.Code);
        Assert.Contains("3 of 4 calls are measured: 75.0 %, less than 75.1 %.", tooLittle.Output, StringComparison.Ordinal);
        Assert.Contains("1 opted-out", tooLittle.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_assembly_without_a_manifest_that_calls_models_counts_as_not_covered_and_is_named()
    {
        var folder = Emit(uses: true, "Measured", Measured);
        Emit(uses: false, "Forgotten", CodeBase.ShopCalls, folder);
        Emit(uses: false, "Silent", "public class Texts { public OpenAI.Chat.ChatMessage? Last { get; set; } }", folder);

        var report = await Tool.RunAsync("coverage", folder, "--format", "markdown", "--min", "50");

        // Two members of the SDK are referred to: at least two calls.
        Assert.Equal(ExitCode.Done, report.Code);
        Assert.Contains("| Forgotten | at least 2 | 0 | 0 | 2 built without AiInstrument | 0.0 % |", report.Output, StringComparison.Ordinal);
        Assert.Contains("| total | at least 6 | 3 | 0 | 1 opted-out, 2 built without AiInstrument | 50.0 % |", report.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Silent", report.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_packages_brought_is_not_the_applications()
    {
        var folder = Emit(uses: true, "Measured", Measured);
        Emit(uses: false, "Bought", CodeBase.ShopCalls, folder);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "Measured.deps.json"),
            """{"targets":{"net10.0":{"Bought/1.0.0":{"runtime":{"lib/net10.0/Bought.dll":{}}}}},"libraries":{"Bought/1.0.0":{"type":"package"}}}""",
            TestContext.Current.CancellationToken);

        Assert.DoesNotContain("Bought", (await Tool.RunAsync("coverage", folder)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCode.Failed, "does not exist", "no-such-folder")]
    [InlineData(ExitCode.Failed, "name the output of a build", "Words")]
    [InlineData(ExitCode.WrongArguments, "no share in percent", ".", "--min", "101")]
    [InlineData(ExitCode.WrongArguments, "no share in percent", ".", "--min", "most")]
    public async Task What_has_no_coverage_fails(int expected, string reason, string path, params string[] more)
    {
        var result = await Tool.RunAsync(["coverage", code.PathOf(path), .. more]);

        Assert.Equal((expected, ""), (result.Code, result.Output));
        Assert.Contains(reason, Assert.Single(result.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    /// <summary>Builds an assembly as the compiler would.</summary>
    private string Emit(bool uses, string name, string source, string? folder = null)
    {
        folder ??= Directory.CreateDirectory(code.PathOf("out-" + Guid.NewGuid().ToString("n"))).FullName;
        var input = code.Like(uses, (name + ".cs", source));
        var project = new ProjectLoader(new ProjectGraph([input.Description])).Load(input, default);
        using var file = File.Create(Path.Combine(folder, name + ".dll"));
        var emitted = project.Compilation.WithAssemblyName(name).Emit(file, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return folder;
    }
}
