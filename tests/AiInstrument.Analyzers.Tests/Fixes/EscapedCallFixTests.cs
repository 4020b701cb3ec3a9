using AiInstrument.Analyzers.Rules;
using AiInstrument.CodeFixes;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis.CodeFixes;

namespace AiInstrument.Analyzers.Tests.Fixes;

/// <summary>The fixes for AII0001 and AII0007.</summary>
public sealed class EscapedCallFixTests
{
    private static readonly CodeFixVerifier Form = new(new EscapedCallAnalyzer(), new InterceptableCallFixProvider());
    private static readonly CodeFixVerifier Client = new(new EscapedCallAnalyzer(), new MeasureClientFixProvider());
    private static readonly CodeFixVerifier SetUp = new(new RawClientAnalyzer(), new MeasureClientFixProvider());

    [Theory]
    [InlineData("F f = chat.GetResponseAsync; _ = f;", "F f = (messages, options, cancellationToken) => chat.GetResponseAsync(messages, options, cancellationToken);")]
    [InlineData("Take(chat.GetResponseAsync); static void Take(F f) { }", "Take((messages, options, cancellationToken) => chat.GetResponseAsync(messages, options, cancellationToken));")]
    [InlineData("var f = chat.GetResponseAsync; _ = f;", "var f = (IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) => chat.GetResponseAsync(messages, options, cancellationToken);")]
    [InlineData("Delegate f = (F)chat.GetResponseAsync; _ = f;", "(F)((messages, options, cancellationToken) => chat.GetResponseAsync(messages, options, cancellationToken));")]
    [InlineData("var messages = chat; F f = messages.GetResponseAsync; _ = f;", "F f = (messagesValue, options, cancellationToken) => messages.GetResponseAsync(messagesValue, options, cancellationToken);")]
    [InlineData("dynamic d = new ChatMessage[0]; await chat.GetResponseAsync(d, null, default(CancellationToken));", "await chat.GetResponseAsync((IEnumerable<ChatMessage>)d, null, default(CancellationToken));")]
    [InlineData("dynamic? d = null; await chat.GetResponseAsync(d ?? 1);", "await chat.GetResponseAsync((IEnumerable<ChatMessage>)(d ?? 1));")]
    public async Task A_form_that_can_be_intercepted_takes_its_place(string body, string expected)
    {
        var project = await Form.FixFirstAsync((await ProjectAsync("", body)).ToWorkspaceProject());

        await Form.AssertFixedAsync(project);
        Assert.Contains(expected, await CodeFixVerifier.TextAsync(project), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("F f = Make(chat).GetResponseAsync; _ = f; static IChatClient Make(IChatClient c) => c;")]
    [InlineData("dynamic d = \"x\"; await new OpenAI.Chat.ChatClient(\"m\", \"k\").CompleteChatAsync(d);")]
    [InlineData("System.Linq.Expressions.Expression<Func<Task<ChatResponse>>> e = () => chat.GetResponseAsync(new ChatMessage[0], null, default); _ = e;")]
    public async Task No_other_form_is_offered_where_it_would_be_another_call(string body) =>
        Assert.Empty(await Form.OfferedAsync((await ProjectAsync("", body)).ToWorkspaceProject()));

    [Theory]
    [InlineData("", "var http = new HttpClient(); await http.PostAsync(\"https://api.openai.com/v1\", null);", "new HttpClient(new AiInstrumentHttpHandler(new HttpClientHandler()));")]
    [InlineData("", "var http = new HttpClient(new SocketsHttpHandler(), true); await http.PostAsync(\"https://api.openai.com/v1\", null);", "new HttpClient(new AiInstrumentHttpHandler(new SocketsHttpHandler()), true);")]
    [InlineData("private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(1) };", "await _http.PostAsync(\"https://api.openai.com/v1\", null);", "_http = new(new AiInstrumentHttpHandler(new HttpClientHandler())) { Timeout")]
    [InlineData("private readonly HttpClient _http; public C() { _http = new HttpClient { Timeout = TimeSpan.FromMinutes(1) }; }", "await _http.PostAsync(\"https://api.openai.com/v1\", null);", "_http = new HttpClient(new AiInstrumentHttpHandler(new HttpClientHandler())) { Timeout")]
    [InlineData("", "using var http = new HttpClient(); var request = new HttpRequestMessage(HttpMethod.Post, \"https://api.openai.com/v1\"); await http.SendAsync(request);", "new HttpClient(new AiInstrumentHttpHandler(new HttpClientHandler()));")]
    [InlineData("", "var client = chat.AsBuilder().UseFunctionInvocation().Build(); F f = client.GetResponseAsync; _ = f;", "chat.AsBuilder().UseAiInstrument().UseFunctionInvocation().Build();")]
    [InlineData("", "IChatClient client = new ChatClientBuilder(chat).Build(); F f = client.GetResponseAsync; _ = f;", "new ChatClientBuilder(chat).UseAiInstrument().Build();")]
    public async Task The_client_of_a_call_is_measured(string members, string body, string expected)
    {
        var project = await Client.FixFirstAsync((await ProjectAsync(members, body)).ToWorkspaceProject());

        await Client.AssertFixedAsync(project);
        Assert.Contains(expected, await CodeFixVerifier.TextAsync(project), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("_ = new HttpClient { BaseAddress = new Uri(\"https://api.openai.com/v1/\") };", "new HttpClient(new AiInstrumentHttpHandler(new HttpClientHandler())) { BaseAddress")]
    [InlineData("var http = new HttpClient(); http.BaseAddress = new Uri(\"https://api.openai.com/v1/\");", "var http = new HttpClient(new AiInstrumentHttpHandler(new HttpClientHandler()));")]
    [InlineData("services.AddHttpClient(\"llm\", c => c.BaseAddress = new Uri(\"https://api.groq.com\"));", "new Uri(\"https://api.groq.com\")).AddAiInstrument();")]
    [InlineData("services.AddHttpClient(\"llm\").ConfigureHttpClient(c => { c.BaseAddress = new Uri(\"https://api.groq.com\"); });", "}).AddAiInstrument();")]
    public async Task A_client_that_is_set_up_for_a_provider_is_measured(string body, string expected)
    {
        var project = await SetUp.FixFirstAsync((await ProjectAsync("", body)).ToWorkspaceProject());

        await SetUp.AssertFixedAsync(project);
        Assert.Contains(expected, await CodeFixVerifier.TextAsync(project), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("await given.PostAsync(\"https://api.openai.com/v1\", null);")]
    [InlineData("var other = flag ? new HttpClient() : given; await other.PostAsync(\"https://api.openai.com/v1\", null);")]
    public async Task A_client_that_is_made_elsewhere_is_left(string body) =>
        Assert.Empty(await Client.OfferedAsync((await ProjectAsync("", body)).ToWorkspaceProject()));

    [Fact]
    public async Task Fix_All_adds_one_handler_to_a_client_with_many_calls_and_turns_every_group_into_a_call()
    {
        var test = await ProjectAsync(
            "private readonly HttpClient _http = new();",
            """
            await _http.PostAsync("https://api.openai.com/v1", null);
            await _http.PostAsync("https://api.openai.com/v2", null);
            F f = chat.GetResponseAsync;
            F g = chat.GetResponseAsync;
            _ = (f, g);
            """);

        var project = await Client.FixAllAsync(test.ToWorkspaceProject(), FixAllScope.Project);
        var text = await CodeFixVerifier.TextAsync(project);
        Assert.Contains("_http = new(new AiInstrumentHttpHandler(new HttpClientHandler()));", text, StringComparison.Ordinal);

        project = await Form.FixAllAsync(project, FixAllScope.Project);
        await Form.AssertFixedAsync(project);
    }

    private static async Task<TestProject> ProjectAsync(string members, string body) => await MeasuringStubs.ProjectAsync($$"""
        using AiInstrument;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.DependencyInjection;

        delegate Task<ChatResponse> F(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken token);

        class C
        {
            {{members}}

            async Task Run(IServiceCollection services, IChatClient chat, HttpClient given, bool flag)
            {
                await Task.Yield();
                _ = (services, chat, given, flag);
                {{body}}
            }
        }
        """);
}
