using AiInstrument.Analyzers.Calls;
using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>AII0001.</summary>
public sealed class EscapedCallAnalyzerTests
{
    private static readonly EscapedCallAnalyzer Analyzer = new();

    [Fact]
    public async Task A_call_that_can_be_intercepted_is_not_flagged() =>
        await TestProject.Library("""
            using Microsoft.Extensions.AI;

            class Tickets(IChatClient chat, OpenAI.Chat.ChatClient openAi, Anthropic.IAnthropicClient anthropic)
            {
                async Task Run()
                {
                    await chat.GetResponseAsync("x");
                    await foreach (var update in chat.GetStreamingResponseAsync("x")) { }
                    await openAi.CompleteChatAsync("x");
                    await anthropic.Messages.Create(new() { Model = "m", MaxTokens = 1, Messages = [] });
                }
            }
            """).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("method-group", "Func<IEnumerable<ChatMessage>, ChatOptions?, CancellationToken, Task<ChatResponse>> f = chat.[|GetResponseAsync|]; return f([], null, default);")]
    [InlineData("method-group", "return Ask(chat.[|GetResponseAsync|]); Task Ask(Func<IEnumerable<ChatMessage>, ChatOptions?, CancellationToken, Task<ChatResponse>> f) => f([], null, default);")]
    [InlineData("expression-tree", "System.Linq.Expressions.Expression<Func<Task<ChatResponse>>> e = () => chat.[|GetResponseAsync|](new ChatMessage[0], null, default); return Task.CompletedTask;")]
    [InlineData("dynamic-argument", "dynamic messages = new ChatMessage[0]; return chat.[|GetResponseAsync|](messages, null, default(CancellationToken));")]
    public async Task A_call_in_a_form_that_cannot_be_intercepted_is_flagged(string escape, string body)
    {
        var diagnostics = await TestProject.Library($$"""
            using Microsoft.Extensions.AI;

            class Tickets(IChatClient chat)
            {
                Task Run() { {{body}} }
            }
            """).VerifyAsync(Analyzer);

        Assert.Equal(escape, Assert.Single(diagnostics).Properties[CallDiagnostic.EscapeProperty]);
    }

    [Fact]
    public async Task A_call_whose_signature_names_a_private_type_is_flagged()
    {
        var diagnostics = await TestProject.Library("""
            using Microsoft.Extensions.AI;

            class Tickets
            {
                private Task Run(IEmbeddingGenerator<Note, Embedding<float>> notes) => notes.[|GenerateAsync|](new List<Note>());

                private sealed class Note;
            }
            """).VerifyAsync(Analyzer);

        Assert.Equal("inaccessible-type", Assert.Single(diagnostics).Properties[CallDiagnostic.EscapeProperty]);
    }

    [Theory]
    [InlineData("base-call", "public Task Ask() => base.[|CompleteChatAsync|](\"x\");")]
    [InlineData("protected-member", "public Task Ask() => [|CompleteChatAsync|](1); private Task<ClientResult<ChatCompletion>> CompleteChatAsync(int i) => base.CompleteChatAsync(\"x\");")]
    [InlineData("protected-member", "public Task Ask() => [|CompleteChatAsync|](1); protected Task<ClientResult<ChatCompletion>> CompleteChatAsync(int i) => base.CompleteChatAsync(\"x\");")]
    public async Task A_client_of_ones_own_that_adds_methods_is_flagged_where_it_cannot_be_intercepted(string escape, string members)
    {
        var diagnostics = await TestProject.Library($$"""
            using System.ClientModel;
            using OpenAI.Chat;

            class Own : ChatClient
            {
                {{members}}
            }
            """).VerifyAsync(Analyzer);

        Assert.Equal(escape, Assert.Single(diagnostics).Properties[CallDiagnostic.EscapeProperty]);
    }

    [Fact]
    public async Task The_message_names_the_method_and_the_reason()
    {
        var diagnostics = await TestProject.Library("""
            using Microsoft.Extensions.AI;

            class Tickets(IChatClient chat)
            {
                [AiInstrument.AiNoIntercept]
                Task Run() => chat.[|GetResponseAsync|]("x");
            }
            """).VerifyAsync(Analyzer);

        Assert.Equal(
            "The call to 'Microsoft.Extensions.AI.ChatClientExtensions.GetResponseAsync' is not measured because [AiNoIntercept] excludes it",
            Assert.Single(diagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("[AiNoIntercept] class Tickets(IChatClient chat) { Task Run() => chat.[|GetResponseAsync|](\"x\"); }")]
    [InlineData("class Tickets(IChatClient chat) { [AiNoIntercept] Task<ChatResponse> Answer => chat.[|GetResponseAsync|](\"x\"); }")]
    [InlineData("class Tickets(IChatClient chat) { Task Run() { return Ask(); [AiNoIntercept] Task Ask() => chat.[|GetResponseAsync|](\"x\"); } }")]
    [InlineData("class Tickets(IChatClient chat) { Task Run() { var ask = [AiNoIntercept] () => chat.[|GetResponseAsync|](\"x\"); return ask(); } }")]
    [InlineData("[assembly: AiNoIntercept] class Tickets(IChatClient chat) { Task Run() => chat.[|GetResponseAsync|](\"x\"); }")]
    public async Task A_call_in_an_excluded_scope_is_flagged(string code)
    {
        var diagnostics = await TestProject.Library("using AiInstrument; using Microsoft.Extensions.AI; " + code).VerifyAsync(Analyzer);

        Assert.Equal("opted-out", Assert.Single(diagnostics).Properties[CallDiagnostic.EscapeProperty]);
    }

    [Theory]
    [InlineData("false")]
    [InlineData("False")]
    public async Task Every_call_is_flagged_where_the_project_switches_interception_off(string value)
    {
        var diagnostics = await TestProject.Library("""
            using Microsoft.Extensions.AI;

            class Tickets(IChatClient chat)
            {
                Task Run() => chat.[|GetResponseAsync|]("x");
            }
            """).WithBuildProperty("AiInstrumentInterceptCalls", value).VerifyAsync(Analyzer);

        Assert.Equal("interception-off", Assert.Single(diagnostics).Properties[CallDiagnostic.EscapeProperty]);
    }

    [Fact]
    public async Task Every_call_is_flagged_where_the_language_is_too_old_for_generated_code()
    {
        var diagnostics = await (TestProject.Library("""
            using System.Threading.Tasks;
            using Microsoft.Extensions.AI;

            class Tickets
            {
                Task Run(IChatClient chat) => chat.[|GetResponseAsync|]("x");
            }
            """) with
        { LanguageVersion = LanguageVersion.CSharp7_3, ImplicitUsings = false, Nullable = NullableContextOptions.Disable }).VerifyAsync(Analyzer);

        Assert.Equal("language-version", Assert.Single(diagnostics).Properties[CallDiagnostic.EscapeProperty]);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("")]
    public async Task Interception_is_on_unless_the_property_says_false(string value) =>
        await TestProject.Library("""
            using Microsoft.Extensions.AI;

            class Tickets(IChatClient chat)
            {
                Task Run() => chat.GetResponseAsync("x");
            }
            """).WithBuildProperty("AiInstrumentInterceptCalls", value).VerifyAsync(Analyzer);

    [Theory]
    [InlineData("http.[|PostAsync|](\"https://api.openai.com/v1/chat/completions\", null)")]
    [InlineData("http.[|PostAsync|](new Uri(\"https://api.anthropic.com/v1/messages\"), null)")]
    [InlineData("http.[|PostAsync|]($\"https://contoso.openai.azure.com/openai/deployments/{name}/chat/completions\", null)")]
    [InlineData("http.[|PostAsync|](\"https://api.mistral.ai/v1/\" + name, null)")]
    [InlineData("http.[|PostAsJsonAsync|](\"https://openrouter.ai/api/v1/chat/completions\", name)")]
    [InlineData("HttpClientJsonExtensions.[|PostAsJsonAsync|](http, \"https://api.groq.com/openai/v1/chat/completions\", name)")]
    [InlineData("http.[|GetStreamAsync|](\"https://bedrock-runtime.eu-west-1.amazonaws.com/model/x/invoke\")")]
    [InlineData("http.[|GetStreamAsync|](\"https://us-central1-aiplatform.googleapis.com/v1/x\")")]
    [InlineData("http.SendAsync([|new HttpRequestMessage(HttpMethod.Post, \"https://api.openai.com/v1/responses\")|])")]
    [InlineData("http.SendAsync([|new(HttpMethod.Post, new Uri(\"https://api.openai.com/v1/responses\"))|])")]
    [InlineData("http.SendAsync([|new HttpRequestMessage(HttpMethod.Post, Url)|])")]
    [InlineData("http.SendAsync([|new HttpRequestMessage { Method = HttpMethod.Post, RequestUri = new Uri(\"https://api.openai.com/v1/responses\") }|])")]
    [InlineData("http.SendAsync([|new() { Method = HttpMethod.Post, RequestUri = new(\"https://api.openai.com/v1/responses\") }|])")]
    [InlineData("http.PutAsync(\"https://example.com\", null).ContinueWith(_ => http.[|PostAsync|]($\"{Url}/{name}\", null))")]
    [InlineData("http?.[|PostAsync|](Url, null) ?? Task.CompletedTask")]
    public async Task Raw_HTTP_to_a_model_provider_is_flagged(string call)
    {
        var diagnostics = await TestProject.Library($$"""
            using System.Net.Http.Json;

            class Tickets(HttpClient http)
            {
                const string Url = "https://api.openai.com/v1/chat/completions";

                Task Run(string name) => {{call}};
            }
            """).VerifyAsync(Analyzer);

        Assert.Equal("raw-http", Assert.Single(diagnostics).Properties[CallDiagnostic.EscapeProperty]);
    }

    [Theory]
    [InlineData("http.PostAsync(\"https://example.com/v1/chat/completions\", null)")]
    [InlineData("http.PostAsync(\"/v1/chat/completions\", null)")]
    [InlineData("http.PostAsync(\"https://api.openai.com.example.com/\", null)")]
    [InlineData("http.PostAsync(name, null)")]
    [InlineData("http.GetStringAsync(\"https://notopenai.azure.com/\")")]
    [InlineData("http.SendAsync(new HttpRequestMessage(HttpMethod.Get, \"https://example.com\"))")]
    [InlineData("Other.PostAsync(\"https://api.openai.com/v1/chat/completions\")")]
    public async Task Other_HTTP_is_not_flagged(string call) =>
        await TestProject.Library($$"""
            class Tickets(HttpClient http)
            {
                Task Run(string name) => {{call}};
            }

            static class Other
            {
                public static Task PostAsync(string url) => Task.CompletedTask;
            }
            """).VerifyAsync(Analyzer);

    [Fact]
    public async Task Raw_HTTP_is_flagged_in_a_project_without_an_SDK() =>
        await (TestProject.Library("""
            class Tickets(HttpClient http)
            {
                Task Run() => http.[|PostAsync|]("https://api.openai.com/v1/chat/completions", null);
            }
            """) with
        { References = TestReferences.WithoutSdks }).VerifyAsync(Analyzer);

    [Fact]
    public async Task A_pragma_and_SuppressMessage_silence_the_rule() =>
        await TestProject.Library("""
            using System.Diagnostics.CodeAnalysis;
            using AiInstrument;
            using Microsoft.Extensions.AI;

            class Tickets(IChatClient chat)
            {
                [AiNoIntercept]
                async Task Run()
                {
            #pragma warning disable AII0001
                    await chat.GetResponseAsync("x");
            #pragma warning restore AII0001
                    await chat.[|GetResponseAsync|]("x");
                }

                [AiNoIntercept]
                [SuppressMessage("AiInstrument.Coverage", "AII0001", Justification = "A health check.")]
                Task Check() => chat.GetResponseAsync("x");
            }
            """).VerifyAsync(Analyzer);

    [Fact]
    public async Task The_severity_is_configurable()
    {
        var diagnostics = await (TestProject.Library("""
            using Microsoft.Extensions.AI;

            [AiInstrument.AiNoIntercept]
            class Tickets(IChatClient chat)
            {
                Task Run() => chat.[|GetResponseAsync|]("x");
            }
            """) with
        { EditorConfig = "[*.cs]\ndotnet_diagnostic.AII0001.severity = error\n" }).VerifyAsync(Analyzer);

        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(diagnostics).Severity);
    }

    [Fact]
    public async Task A_call_in_Razor_code_is_flagged_at_its_line_in_the_Razor_file()
    {
        var diagnostics = await TestProject.Library().WithSource("""
            // <auto-generated/>
            #pragma warning disable 1591
            namespace App.Pages
            {
                using Microsoft.Extensions.AI;

                class Index(IChatClient chat)
                {
                    public async global::System.Threading.Tasks.Task ExecuteAsync()
                    {
            #nullable restore
            #line (7,4)-(7,40) 24 "/app/Pages/Index.cshtml"
                        await chat.[|GetResponseAsync|]("x");
            #line default
            #line hidden
                    }
                }
            }
            """, "obj/Pages/Index_cshtml.g.cs").VerifyAsync(Analyzer);

        var diagnostic = Assert.Single(diagnostics);
        var place = diagnostic.Location.GetMappedLineSpan();
        Assert.Equal("razor-generated", diagnostic.Properties[CallDiagnostic.EscapeProperty]);
        Assert.Equal("/app/Pages/Index.cshtml", place.Path);
        Assert.Equal(7, place.StartLinePosition.Line + 1);
    }

    [Fact]
    public async Task Other_generated_code_is_not_flagged() =>
        await TestProject.Library().WithSource("""
            using Microsoft.Extensions.AI;

            [AiInstrument.AiNoIntercept]
            class Tickets(IChatClient chat)
            {
                Task Run() => chat.GetResponseAsync("x");
            }
            """, "obj/Tickets.g.cs").VerifyAsync(Analyzer);

    [Theory]
    [InlineData("chat.GetResponseAsync(missing)")]
    [InlineData("chat.GetResponseAsync(")]
    [InlineData("chat.GetResponseAsync(\"x\", new ChatOptions { Missing = 1 })")]
    public async Task Code_that_does_not_compile_yet_is_not_flagged(string call)
    {
        var project = TestProject.Library($$"""
            using Microsoft.Extensions.AI;

            [AiInstrument.AiNoIntercept]
            class Tickets(IChatClient chat)
            {
                Task Run() => {{call}};
            }
            """).ToWorkspaceProject();

        Assert.Empty(await project.AnalyzeAsync(Analyzer));
    }
}
