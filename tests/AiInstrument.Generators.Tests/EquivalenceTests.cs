using System.Diagnostics;
using AiInstrument.Generators.Tests.Harness;

namespace AiInstrument.Generators.Tests;

/// <summary>The same program compiled with interception and without: it must not be able to tell which it is.</summary>
public sealed class EquivalenceTests
{
    private static readonly Lazy<Task<(App On, App Off)>> s_apps = new(BuildAsync);

    [Theory]
    [InlineData("Values", 5)]
    [InlineData("Synchronous_exceptions", 3)]
    [InlineData("Late_exceptions", 4)]
    [InlineData("States_of_tasks", 8)]
    [InlineData("Cancellation_tokens", 4)]
    [InlineData("Synchronization_contexts", 6)]
    [InlineData("Ambient_state", 5)]
    [InlineData("Arguments", 5)]
    [InlineData("Parameters", 12)]
    [InlineData("Places", 19)]
    [InlineData("Kinds_of_members", 16)]
    [InlineData("Escapes", 1)]
    [InlineData("Streams", 5)]
    [InlineData("Streams_made_by_hand", 3)]
    [InlineData("Sequences", 4)]
    [InlineData("Collections", 4)]
    public async Task A_program_cannot_see_whether_its_calls_are_intercepted(string scenario, int calls)
    {
        var (on, off) = await s_apps.Value;

        var (expected, none) = await RunAsync(off, scenario);
        var (actual, spans) = await RunAsync(on, scenario);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, actual);
        Assert.Equal(0, none);
        Assert.Equal(calls, spans);
    }

    private static async Task<(string Transcript, int Spans)> RunAsync(App app, string scenario)
    {
        using var spans = new Spans();
        app.Assembly.GetType("TestApp.Model", throwOnError: true)!.GetProperty("RootTrace")!.SetValue(null, Activity.Current!.TraceId);
        var log = Activator.CreateInstance(app.Assembly.GetType("TestApp.Log", throwOnError: true)!)!;
        await app.CallAsync(scenario, log);
        return ((string)log.GetType().GetProperty("Text")!.GetValue(log)!, spans.All.Count);
    }

    private static async Task<(App On, App Off)> BuildAsync()
    {
        var project = App.Project(Source("Consumer"), Source("Scenarios"));
        return (await App.BuildAsync(project), await App.BuildAsync(project.WithBuildProperty("AiInstrumentInterceptCalls", "false")));
    }

    private static string Source(string name)
    {
        using var stream = typeof(EquivalenceTests).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
