using System.Globalization;
using System.Text.RegularExpressions;

namespace AiInstrument.EndToEnd.Tests;

/// <summary>The promise: a call that escapes, or that no feature answers for, fails the build and is named.</summary>
public sealed partial class RefusedBuildTests
{
    [Fact]
    public async Task An_escaping_call_fails_the_build_with_AII0001_at_its_line() => Assert.Equal(
        [
            ("EscapingCalls.cs", LineOf("EscapingCalls.cs", "chat.GetResponseAsync;"), "AII0001"),
            ("EscapingCalls.cs", LineOf("EscapingCalls.cs", "http.PostAsync("), "AII0001"),
        ],
        await ErrorsOfBuildAsync("AddUninstrumentedCall"));

    [Fact]
    public async Task A_call_without_a_feature_fails_the_build_with_AII0002_at_its_line() => Assert.Equal(
        [("CallWithoutFeature.cs", LineOf("CallWithoutFeature.cs", "chat.GetResponseAsync("), "AII0002")],
        await ErrorsOfBuildAsync("AddUnattributedCall"));

    private static async Task<IEnumerable<(string File, int Line, string Id)>> ErrorsOfBuildAsync(string property)
    {
        // What SupportDesk refers to was built with these tests.
        await using var build = DotnetProcess.Start(
        [
            "build", Path.Combine(BuildFacts.Repository, "samples", "SupportDesk"), "--no-restore", "--configuration", BuildFacts.Configuration,
            $"-p:{property}=true", "-p:BuildProjectReferences=false", "-nologo",
        ]);
        var exitCode = await build.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(exitCode == 1, build.Output);
        return Error().Matches(build.Output)
            .Select(m => (File: m.Groups["file"].Value, Line: int.Parse(m.Groups["line"].Value, CultureInfo.InvariantCulture), Id: m.Groups["id"].Value))
            .Distinct()
            .Order();
    }

    private static int LineOf(string file, string text) =>
        1 + Array.FindIndex(
            File.ReadAllLines(Path.Combine(BuildFacts.Repository, "samples", "SupportDesk", "Uncovered", file)),
            line => line.Contains(text, StringComparison.Ordinal));

    [GeneratedRegex(@"(?<file>\w+\.\w+)\((?<line>\d+),\d+\): error (?<id>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Error();
}
