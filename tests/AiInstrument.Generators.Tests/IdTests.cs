using AiInstrument.Analyzers.Rules;
using AiInstrument.Generators.Tests.Harness;
using AiInstrument.RoslynTesting;
using Microsoft.CodeAnalysis;

namespace AiInstrument.Generators.Tests;

public sealed class IdTests
{
    /// <summary>Calls wherever C# lets one stand, intercepted and not. None has a feature, so the analyzers report them all.</summary>
    private const string Source = """
        using OpenAI.Chat;
        var top = new ChatClient("m", "k");
        top.CompleteChat("1");
        top.CompleteChat("2");
        void Local() => top.CompleteChat("3");
        Local();

        namespace TestApp
        {
            public class Everywhere<TKey>(ChatClient client)
            {
                private static readonly ChatClient s_client = new("m", "k");
                private readonly ChatCompletion _field = s_client.CompleteChat("x");
                private readonly ChatCompletion _other = s_client.CompleteChat("x"), _another = s_client.CompleteChat("y");
                private readonly Func<ChatCompletion> _lambda = () => s_client.CompleteChat("x");
                public Everywhere(int x) : this(s_client) => s_client.CompleteChat("x");
                static Everywhere() => s_client.CompleteChat("x");
                public ChatCompletion Auto { get; } = s_client.CompleteChat("x");
                public ChatCompletion Arrow => client.CompleteChat("x");
                public ChatCompletion Accessors { get => client.CompleteChat("x"); set => client.CompleteChat("x"); }
                public ChatCompletion this[int i] => client.CompleteChat("x");
                public event Action? Happened { add => client.CompleteChat("x"); remove { } }
                public static ChatCompletion operator +(Everywhere<TKey> a, int b) => s_client.CompleteChat("x");
                public void Method<T>(T value, ref int number) { client.CompleteChat("x"); client?.CompleteChat("y"); (client).CompleteChat("z"); client!.CompleteChat("!"); }
                public void Method(string overload) { Func<Task> f = async () => { await client.CompleteChatAsync("x"); }; void L() { client.CompleteChat("y"); client.CompleteChat("z"); } }
                public IEnumerable<int> Query(int[] xs) => from x in xs let c = client.CompleteChat("x") where client.CompleteChat("y") != null select x;
                public void Escapes(HttpClient http, dynamic d)
                {
                    Func<ChatMessage[], System.ClientModel.ClientResult<ChatCompletion>> g = client.CompleteChat;
                    client.CompleteChat(d);
                    client.CompleteChat("between");
                    client.CompleteChat(d);
                    _ = http.GetAsync("https://api.openai.com/v1/models");
                    HttpRequestMessage a = new(HttpMethod.Post, "https://api.openai.com/a"), b = new HttpRequestMessage(HttpMethod.Post, "https://api.openai.com/a"), c = new HttpRequestMessage(HttpMethod.Post, "https://api.openai.com/c");
                }
                public struct Nested { public static void Deep() { s_client.CompleteChat("x"); } }
            }

            public interface IDefault { ChatCompletion Ask(ChatClient c) => c.CompleteChat("x"); }
            public sealed class Explicit : IDefault { ChatCompletion IDefault.Ask(ChatClient c) => c.CompleteChat("x"); ~Explicit() => new ChatClient("m", "k").CompleteChat("x"); }
        }
        """;

    [Fact]
    public async Task The_registry_and_the_analyzers_know_a_call_by_the_same_id()
    {
        var project = App.Project(Source) with { OutputKind = OutputKind.ConsoleApplication };
        var run = await project.GenerateAsync(new AiInstrumentGenerator());
        var app = App.Load(run);

        var reported = await run.Output.AnalyzeAsync(project.ToWorkspaceProject().AnalyzerOptions, new EscapedCallAnalyzer(), new UnattributedCallAnalyzer());

        var ids = reported.Select(d => d.Properties["AiCallSiteId"]!).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.Equal(ids, app.Manifest.CallSites.Select(s => s.Id));
        Assert.Equal(37, ids.Count);
        Assert.Equal(
            reported.Where(d => d.Id == "AII0001").ToDictionary(d => d.Properties["AiCallSiteId"]!, d => d.Properties["AiEscape"]),
            app.Manifest.CallSites.Where(s => s.Escape is not null).ToDictionary(s => s.Id, s => s.Escape));
    }
}
