using System;
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using AiInstrument;
using AiInstrument.Registry;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace LanguageConsumer
{
    /// <summary>An application in C# 8, compiled in every version from there on: prints its results, its spans and its registry.</summary>
    public static class Program
    {
        private const string Chat = "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hello\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":120,\"completion_tokens\":30,\"total_tokens\":150}}";
        private const string Chunk = "data: {\"id\":\"c2\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":20,\"total_tokens\":30}}\n\ndata: [DONE]\n\n";

        public static async Task Main()
        {
            Console.WriteLine("registered at start: " + AiManifests.All.Any());
            using var listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "AiInstrument",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = span => Console.WriteLine(string.Join(" ", "span", span.DisplayName, span.GetTagItem("aiinstrument.feature.id"), span.GetTagItem("gen_ai.usage.input_tokens"), span.GetTagItem("aiinstrument.outcome"))),
            };
            ActivitySource.AddActivityListener(listener);

            using var job = AiScope.Job(new AiJobInfo("consumer", "cli"));
            await Sdk();
            await Own(new Model<Word>());
            await Gateway(Client(Chat));
#if CSHARP14
            Blocks.Run(new Model<Word>());
#endif
            var sites = AiManifests.All.Single().CallSites;
            Console.WriteLine("call sites: " + string.Join(", ", sites.Select(s => s.Escape ?? "intercepted").GroupBy(e => e).OrderBy(g => g.Key).Select(g => g.Count().ToString(CultureInfo.InvariantCulture) + " " + g.Key)));
        }

        [AiFeature("sdk")]
        private static async Task Sdk()
        {
            Console.WriteLine((await Client(Chat).CompleteChatAsync("hi")).Value.Id);
            await foreach (var update in Client(Chunk).CompleteChatStreamingAsync("hi"))
            {
                Console.WriteLine(update.CompletionId);
            }

            using IChatClient memory = new Memory();
            Console.WriteLine(await memory.GetResponseAsync("hi"));
        }

        [AiFeature("own")]
        private static async Task Own(Model<Word> model)
        {
            Console.WriteLine(model.Pair(new Word(), "pair", out var length) + length);
            Console.WriteLine(await model.MaybeAsync<string>(null) ?? "null");
            Console.WriteLine(string.Join(",", model.Numbers(count: 2, from: 5)));
            Func<int, string> group = model.Joined;
            Console.WriteLine(group(1));
        }

        [AiFeature("caller")]
        private static Task Gateway(ChatClient client) => Handed(client);

        [AiFeature(FromCaller = true)]
        internal static async Task Handed(ChatClient client) => Console.WriteLine((await client.CompleteChatAsync("hi")).Value.Id);

        private static ChatClient Client(string body) => new OpenAIClient(new ApiKeyCredential("key"), new OpenAIClientOptions
        {
            Endpoint = new Uri("http://localhost/v1"),
            Transport = new HttpClientPipelineTransport(new HttpClient(new Canned(body))),
        }).GetChatClient("gpt-4o-mini");
    }

    public sealed class Word
    {
        public override string ToString() => "word ";
    }

    public sealed class Model<T>
        where T : class, new()
    {
        [AiModelCall] public string Pair<TOther>(T first, TOther second, out int length) where TOther : notnull { length = 4; return first.ToString() + second; }
        [AiModelCall] public Task<TItem?> MaybeAsync<TItem>(TItem? item) where TItem : class => Task.FromResult(item);
        [AiModelCall] public IEnumerable<int> Numbers(int from, int count = 1) => Enumerable.Range(from, count);
        [AiModelCall] public string Joined(int number) => "joined " + number.ToString(CultureInfo.InvariantCulture);
    }

    public sealed class Canned : HttpMessageHandler
    {
        private readonly string _body;

        public Canned(string body) => _body = body;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage { Content = new StringContent(_body, Encoding.UTF8, _body[0] == '{' ? "application/json" : "text/event-stream") });
    }

    public sealed class Memory : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new ChatResponse(new Microsoft.Extensions.AI.ChatMessage(ChatRole.Assistant, "from memory")) { ModelId = "memory", Usage = new UsageDetails { InputTokenCount = 7 } });

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<Microsoft.Extensions.AI.ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
