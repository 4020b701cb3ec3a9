using AiInstrument.Analyzers.Rules;
using AiInstrument.RoslynTesting;

namespace AiInstrument.Analyzers.Tests.Rules;

/// <summary>AII0001 and AII0007: a client that was provably built with the handler or the middleware is measured.</summary>
public sealed class MeasuredClientTests
{
    private const string Call = "PostAsync(\"https://api.openai.com/v1/responses\", null)";
    private const string Flagged = "{|AII0001:PostAsync|}(\"https://api.openai.com/v1/responses\", null)";

    [Theory]
    [InlineData("", "var http = new HttpClient(new AiInstrumentHttpHandler(new HttpClientHandler())); await http." + Call + ";")]
    [InlineData("", "await new HttpClient(new AiInstrumentHttpHandler { InnerHandler = new HttpClientHandler() })." + Call + ";")]
    [InlineData("", "var handler = new AiInstrumentHttpHandler(new HttpClientHandler()); var http = new HttpClient(handler); await http." + Call + ";")]
    [InlineData("private readonly HttpClient _http = new(new AiInstrumentHttpHandler(new HttpClientHandler()));", "await _http." + Call + ";")]
    [InlineData("private static HttpClient Http { get; } = new(new AiInstrumentHttpHandler(new HttpClientHandler()), true);", "await Http." + Call + ";")]
    [InlineData("private readonly HttpClient _http; public C() => _http = new HttpClient(new AiInstrumentHttpHandler(new HttpClientHandler()));", "await _http." + Call + ";")]
    [InlineData("", "var http = new HttpClient(new AiInstrumentHttpHandler()); await http.SendAsync(new HttpRequestMessage(HttpMethod.Post, \"https://api.openai.com/v1/responses\"));")]
    [InlineData("", "var http = new HttpClient(new AiInstrumentHttpHandler()); var request = new HttpRequestMessage(HttpMethod.Post, \"https://api.openai.com/v1/responses\"); await http.SendAsync(request);")]
    [InlineData("", "_ = new HttpClient(new AiInstrumentHttpHandler()) { BaseAddress = new Uri(\"https://api.openai.com/v1/\") };")]
    [InlineData("", "var http = new HttpClient(new AiInstrumentHttpHandler()); http.BaseAddress = new Uri(\"https://api.openai.com/v1/\");")]
    [InlineData("", "services.AddHttpClient(\"llm\", c => c.BaseAddress = new Uri(\"https://api.groq.com\")).AddAiInstrument();")]
    [InlineData("", "services.AddHttpClient(\"llm\").AddHttpMessageHandler<AiInstrumentHttpHandler>().ConfigureHttpClient(c => c.BaseAddress = new Uri(\"https://api.groq.com\"));")]
    [InlineData("", "var builder = services.AddHttpClient(\"llm\", c => { c.BaseAddress = new Uri(\"https://api.groq.com\"); }); builder.AddAiInstrument();")]
    public async Task A_client_with_the_handler_is_not_flagged(string members, string body) => await VerifyAsync(members, body);

    [Theory]
    [InlineData("", "var http = new HttpClient(new HttpClientHandler()); await http." + Flagged + ";")]
    [InlineData("", "var http = new HttpClient(new AiInstrumentHttpHandler()); http = new HttpClient(); await http." + Flagged + ";")]
    [InlineData("", "var http = new HttpClient(new AiInstrumentHttpHandler()); Swap(ref http); await http." + Flagged + "; static void Swap(ref HttpClient h) => h = new HttpClient();")]
    [InlineData("private HttpClient _http = new(new AiInstrumentHttpHandler()); public void Reset() => _http = new HttpClient();", "await _http." + Flagged + ";")]
    [InlineData("public HttpClient Http { get; set; } = new(new AiInstrumentHttpHandler());", "await Http." + Flagged + ";")]
    [InlineData("", "services.AddHttpClient(\"llm\", c => c.BaseAddress = {|AII0007:new Uri(\"https://api.groq.com\")|}); services.AddHttpClient(\"b\").AddAiInstrument();")]
    public async Task A_client_that_may_be_another_one_is_flagged(string members, string body) => await VerifyAsync(members, body);

    [Theory]
    [InlineData("IChatClient client = chat.AsBuilder().UseAiInstrument().Build(); F f = client.GetResponseAsync; _ = f;")]
    [InlineData("IChatClient client = new ChatClientBuilder(chat).UseFunctionInvocation().UseAiInstrument().Build(); dynamic d = new ChatMessage[0]; await client.GetResponseAsync(d, null, default(CancellationToken));")]
    [InlineData("var builder = chat.AsBuilder(); builder.UseAiInstrument(); var client = builder.Build(); F f = client.GetResponseAsync; _ = f;")]
    [InlineData("IChatClient client = chat.AsBuilder().UseOpenTelemetry().Build(); F f = client.{|AII0001:GetResponseAsync|}; _ = f;")]
    [InlineData("F f = chat.{|AII0001:GetResponseAsync|}; _ = f;")]
    public async Task A_chat_client_with_the_middleware_is_measured_whatever_form_the_call_has(string body) => await VerifyAsync("", body);

    private static async Task VerifyAsync(string members, string body) =>
        await (await MeasuringStubs.ProjectAsync($$"""
            using AiInstrument;
            using Microsoft.Extensions.AI;
            using Microsoft.Extensions.DependencyInjection;

            delegate Task<ChatResponse> F(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken token);

            class C
            {
                {{members}}

                async Task Run(IServiceCollection services, IChatClient chat) { await Task.Yield(); _ = (services, chat); {{body}} }
            }
            """)).VerifyAsync(new EscapedCallAnalyzer(), new RawClientAnalyzer());
}
