namespace AiInstrument.EndToEnd.Tests;

/// <summary>One application, compiled by the SDK's compiler in each version of the language: its calls are intercepted and recorded alike.</summary>
public sealed class LanguageVersionTests(LanguageVersionTests.Builds builds) : IClassFixture<LanguageVersionTests.Builds>
{
    private static readonly string[] s_versions = ["8", "9", "10", "11", "12", "13", "14", "latest"];

    public static TheoryData<string> Versions => [.. s_versions];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task An_application_records_its_calls_in_every_version(string version)
    {
        var hasBlocks = version is "14" or "latest";

        var output = await builds.RunAsync(version);

        Assert.Equal(
            $"""
            registered at start: {version is not "8"}
            span chat gpt-4o-mini sdk 120 ok
            c1
            c2
            span chat gpt-4o-mini sdk 10 ok
            span chat sdk 7 ok
            from memory
            span chat own  ok
            word pair4
            span chat own  ok
            null
            span chat own  ok
            5,6
            joined 1
            span chat gpt-4o-mini caller 120 ok
            c1
            {(hasBlocks ? Blocks : "")}call sites: {(hasBlocks ? 11 : 7)} intercepted, 1 method-group
            """,
            output);
    }

    private const string Blocks = """
        span chat blocks  ok
        e3Model`1
        span chat blocks  ok
        block?
        span chat blocks  ok
        as a static method?
        span chat blocks  ok
        static 14

        """;

    /// <summary>The application in all versions, built in one go.</summary>
    public sealed class Builds : IAsyncLifetime
    {
        private readonly Consumer _consumer = new();

        public async ValueTask InitializeAsync()
        {
            await _consumer.WriteAsync(
                """
                <TargetFramework>net10.0</TargetFramework>
                <LangVersion>$(Language)</LangVersion>
                <OutputPath>out/$(Language)/</OutputPath>
                <AppendTargetFrameworkToOutputPath>false</AppendTargetFrameworkToOutputPath>
                <IntermediateOutputPath>obj/$(Language)/</IntermediateOutputPath>
                <DefineConstants Condition="'$(Language)' == '14' or '$(Language)' == 'latest'">$(DefineConstants);CSHARP14</DefineConstants>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NoWarn>$(NoWarn);AII0001</NoWarn>
                """,
                $"""
                <Compile Include="{BuildFacts.Repository}/tests/AiInstrument.EndToEnd.Tests/Consumers/Languages/*.cs" />
                <PackageReference Include="Anthropic" />
                <PackageReference Include="Microsoft.Extensions.AI.Abstractions" />
                """);
            await _consumer.WriteFileAsync("All.proj", $"""
                <Project>
                  <ItemGroup><Language Include="{string.Join(';', s_versions)}" /></ItemGroup>
                  <Target Name="Build">
                    <MSBuild Projects="Consumer.csproj" Targets="Restore" />
                    <MSBuild Projects="Consumer.csproj" Properties="Language=%(Language.Identity)" />
                  </Target>
                </Project>
                """);
            await _consumer.BuildAsync("msbuild", "All.proj");
        }

        public Task<string> RunAsync(string version) => _consumer.RunAsync(Path.Combine("out", version, "Consumer.dll"));

        public ValueTask DisposeAsync()
        {
            _consumer.Dispose();
            return default;
        }
    }
}
