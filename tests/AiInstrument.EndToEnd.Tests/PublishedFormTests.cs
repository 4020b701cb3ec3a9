namespace AiInstrument.EndToEnd.Tests;

/// <summary>The application of the crash tests in other forms than the tests' own build: its calls are intercepted, recorded and delivered all the same.</summary>
public sealed class PublishedFormTests
{
    private const int Calls = 20;

    /// <summary>The trimmer of the SDK ran on the whole application and warned of nothing; that the native compiler would take it too, only its analyzers say here.</summary>
    [Fact]
    public async Task A_trimmed_application_builds_without_a_warning_and_records_its_calls()
    {
        using var consumer = await WriteAsync("""
            <TargetFramework>net10.0</TargetFramework>
            <RuntimeIdentifier>$(NETCoreSdkRuntimeIdentifier)</RuntimeIdentifier>
            <SelfContained>true</SelfContained>
            <PublishTrimmed>true</PublishTrimmed>
            <TrimMode>full</TrimMode>
            <TrimmerSingleWarn>false</TrimmerSingleWarn>
            <IsAotCompatible>true</IsAotCompatible>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <ILLinkTreatWarningsAsErrors>true</ILLinkTreatWarningsAsErrors>
            """);
        await consumer.BuildAsync("publish", arguments: ["--output", consumer.PathOf("out")]);

        // The trimmer has run: the framework brings far more than the application uses.
        Assert.False(File.Exists(consumer.PathOf("out", "System.Xml.XmlSerializer.dll")));
        await MakeCallsAsync(consumer.PathOf("out", OperatingSystem.IsWindows() ? "Consumer.exe" : "Consumer"));
    }

    [Fact]
    public async Task The_net8_build_records_the_calls_of_an_application_of_net8()
    {
        using var consumer = await WriteAsync("<TargetFramework>net8.0</TargetFramework>");
        await consumer.BuildAsync("build", arguments: ["--output", consumer.PathOf("out")]);

        await MakeCallsAsync(consumer.PathOf("out", "Consumer.dll"));
    }

    private static async Task MakeCallsAsync(string program)
    {
        using var data = new TemporaryFolder();
        await using var collector = await CollectorHost.StartAsync(data.Path);
        await using var app = await Crash.StartModelsAsync(program);
        await app.StartAppAsync(collector.Otlp);
        await app.WaitForReceivedAsync(Calls);
        await app.KillAppAsync();
        await app.DrainAsync(collector.Otlp);

        var (received, _, _) = await app.CompareAsync(collector);
        Assert.True(received >= Calls, $"{received} calls");
    }

    private static async Task<Consumer> WriteAsync(string properties)
    {
        var consumer = new Consumer();
        await consumer.WriteAsync(
            $"""
            {properties}
            <LangVersion>14</LangVersion>
            <ImplicitUsings>enable</ImplicitUsings>
            <RootNamespace>AiInstrument.CrashingApp</RootNamespace>
            """,
            $"""
            <Compile Include="{BuildFacts.Repository}/tests/AiInstrument.CrashingApp/*.cs" />
            <FrameworkReference Include="Microsoft.AspNetCore.App" />
            """);
        return consumer;
    }
}
