using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using AiInstrument;
using AiInstrument.Registry;
using Greetings;
using Microsoft.Extensions.AI;

namespace PackageConsumer
{
    /// <summary>Prints the answer, the spans and the registries of an application that uses the package.</summary>
    public static class Program
    {
        public static async Task Main()
        {
            using var listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "AiInstrument",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = span => Console.WriteLine("span " + span.DisplayName + " " + span.GetTagItem("aiinstrument.feature.id") + " " + span.GetTagItem("gen_ai.usage.input_tokens")),
            };
            ActivitySource.AddActivityListener(listener);
            using var job = AiScope.Job(new AiJobInfo("greet", "cli"));
            using var chat = new Parrot();
            Console.WriteLine(await Greeter.GreetAsync(chat));
            foreach (var manifest in AiManifests.All.OrderBy(m => m.Assembly, StringComparer.Ordinal))
            {
                Console.WriteLine(manifest.Assembly + ": " + manifest.CallSites.Count(s => s.Escape is null) + " intercepted, " + manifest.CallSites.Count(s => s.Escape is not null) + " escaped");
            }
        }

        private sealed class Parrot : IChatClient
        {
            public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
                Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "Hello")) { ModelId = "parrot", Usage = new UsageDetails { InputTokenCount = 3, OutputTokenCount = 1 } });

            public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
            {
                await Task.CompletedTask;
                yield break;
            }

            public object? GetService(Type serviceType, object? serviceKey = null) => null;

            public void Dispose()
            {
            }
        }
    }
}
