using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>AII0007.</summary>
public sealed class RawClientAnalyzerTests
{
    private static readonly RawClientAnalyzer Analyzer = new();

    [Theory]
    [InlineData("http.BaseAddress = [|new Uri(\"https://api.openai.com/v1/\")|];")]
    [InlineData("http.BaseAddress = [|new(\"https://api.anthropic.com\")|];")]
    [InlineData("http.BaseAddress = [|new Uri($\"https://api.mistral.ai/{name}\")|];")]
    [InlineData("_ = new HttpClient { BaseAddress = [|new Uri(\"https://api.openai.com/v1/\")|] };")]
    [InlineData("http.BaseAddress = [|Other.Url|];")]
    [InlineData("Other.AddHttpClient(\"llm\", c => c.BaseAddress = [|new Uri(\"https://api.groq.com\")|]);")]
    [InlineData("Other.AddHttpClient(\"llm\", c => { c.BaseAddress = [|new Uri(\"https://api.groq.com\")|]; });")]
    [InlineData("await new ClientWebSocket().ConnectAsync([|new Uri(\"wss://api.openai.com/v1/realtime\")|], default);")]
    [InlineData("await new ClientWebSocket().ConnectAsync([|s_socket|], default);")]
    [InlineData("await http.PostAsync([|s_url|], null);")]
    [InlineData("await http.PostAsync([|Other.Url|], null);")]
    [InlineData("await http.PostAsync([|Property|], null);")]
    [InlineData("await http.PostAsJsonAsync([|Computed|], name);")]
    [InlineData("var url = new Uri(\"https://api.openai.com/v1/responses\"); await http.PostAsync([|url|], null);")]
    [InlineData("await http.SendAsync(new HttpRequestMessage(HttpMethod.Post, [|s_url|]));")]
    [InlineData("await http.SendAsync(new HttpRequestMessage { RequestUri = [|s_url|] });")]
    [InlineData("var request = new HttpRequestMessage(); request.RequestUri = [|new Uri(\"https://api.openai.com/v1/responses\")|];")]
    public async Task A_client_or_request_for_a_model_provider_is_flagged(string body) => await Project(body).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("http.BaseAddress = new Uri(\"https://example.com\");")]
    [InlineData("http.BaseAddress = new Uri(name);")]
    [InlineData("await http.PostAsync(\"https://api.openai.com/v1/responses\", null);")]
    [InlineData("await http.PostAsync(new Uri(\"https://api.openai.com/v1/responses\"), null);")]
    [InlineData("_ = new HttpRequestMessage(HttpMethod.Post, \"https://api.openai.com/v1/responses\");")]
    [InlineData("_ = new HttpRequestMessage { RequestUri = new Uri(\"https://api.openai.com/v1/responses\") };")]
    [InlineData("await http.PostAsync(s_mutable, null);")]
    [InlineData("await http.PostAsync(Settable, null);")]
    [InlineData("await http.PostAsync(s_elsewhere, null);")]
    [InlineData("await new ClientWebSocket().ConnectAsync(new Uri(\"wss://example.com\"), default);")]
    [InlineData("_ = new OpenAI.OpenAIClientOptions { Endpoint = new Uri(\"https://api.openai.com/v1/\") };")]
    [InlineData("_ = new Other { BaseAddress = new Uri(\"https://api.openai.com/v1/\") };")]
    public async Task Other_hosts_SDKs_and_what_AII0001_flags_are_not_flagged(string body) => await Project(body).VerifyAsync(Analyzer);

    [Fact]
    public async Task The_message_names_the_host()
    {
        var diagnostics = await Project("http.BaseAddress = [|new Uri(\"https://contoso.openai.azure.com/x\")|];").VerifyAsync(Analyzer);

        Assert.Equal(
            "This HttpClient goes to 'contoso.openai.azure.com' without an SDK, so no call through it is measured; use the provider's SDK or an instrumented HttpClient",
            Assert.Single(diagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_client_of_ones_own_is_not_flagged_because_the_call_into_it_counts() =>
        await TestProject.Library("""
            using Microsoft.Extensions.AI;

            class Own(IChatClient inner) : DelegatingChatClient(inner)
            {
                private readonly HttpClient _http = new() { BaseAddress = new Uri("https://api.openai.com/v1/") };
            }
            """).VerifyAsync(Analyzer);

    [Fact]
    public async Task It_is_flagged_in_a_project_without_an_SDK() =>
        await (TestProject.Library("class C { HttpClient M() => new() { BaseAddress = [|new Uri(\"https://api.openai.com/v1/\")|] }; }") with
        { References = TestReferences.WithoutSdks }).VerifyAsync(Analyzer);

    [Fact]
    public async Task The_severity_is_configurable()
    {
        var diagnostics = await (Project("http.BaseAddress = [|new Uri(\"https://api.openai.com/v1/\")|];") with
        { EditorConfig = "[*.cs]\ndotnet_diagnostic.AII0007.severity = error\n" }).VerifyAsync(Analyzer);

        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(diagnostics).Severity);
    }

    [Fact]
    public async Task A_pragma_and_SuppressMessage_silence_the_rule_and_generated_code_is_not_flagged_unless_it_is_Razor() =>
        await TestProject.Library("""
            class C
            {
            #pragma warning disable AII0007
                HttpClient A() => new() { BaseAddress = new Uri("https://api.openai.com/v1/") };
            #pragma warning restore AII0007
                HttpClient B() => new() { BaseAddress = [|new Uri("https://api.openai.com/v1/")|] };

                [System.Diagnostics.CodeAnalysis.SuppressMessage("AiInstrument.Coverage", "AII0007")]
                HttpClient D() => new() { BaseAddress = new Uri("https://api.openai.com/v1/") };
            }
            """)
            .WithSource("class E { HttpClient M() => new() { BaseAddress = new Uri(\"https://api.openai.com/v1/\") }; }", "obj/E.g.cs")
            .WithSource("class F { HttpClient M() => new() { BaseAddress = [|new Uri(\"https://api.openai.com/v1/\")|] }; }", "obj/F_cshtml.g.cs")
            .VerifyAsync(Analyzer);

    private static TestProject Project(string body) => TestProject.Library($$"""
        using System.Net.Http.Json;
        using System.Net.WebSockets;

        class Tickets(HttpClient http)
        {
            private static readonly Uri s_url = new("https://api.openai.com/v1/responses");
            private static readonly Uri s_socket = new("wss://api.openai.com/v1/realtime");
            private static readonly Uri s_elsewhere = new("https://example.com");
            private static Uri s_mutable = new("https://api.openai.com/v1/responses");
            private static Uri Property { get; } = new("https://api.openai.com/v1/responses");
            private static Uri Computed => new Uri("https://api.openai.com/v1/responses");
            private static Uri Settable { get; set; } = new("https://api.openai.com/v1/responses");

            async Task Run(string name) { await Task.Yield(); {{body}} }
        }
        """, """
        class Other
        {
            public static readonly Uri Url = new Uri("https://api.openai.com/v1/");
            public Uri? BaseAddress { get; set; }
            public static void AddHttpClient(string name, Action<HttpClient> configure) { }
        }
        """);
}
