using System.Text;
using OpenAI.Chat;

namespace AiInstrument.CrashingApp;

/// <summary>One call after the other, plain and streamed, until the process dies.</summary>
internal static class Traffic
{
    // Some hundred calls a second in all: a minute of them fits into the outbox.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    public static async Task RunAsync(ChatClient client, FileStream received)
    {
        for (var i = 0; ; i++)
        {
            var call = Guid.NewGuid().ToString("n");
            using (AiScope.Begin(user: call))
            {
                await AskAsync(client, call, isStreamed: i % 3 == 2);
            }

            // From here on the application has the response: its record must arrive whatever happens to the process.
            lock (received)
            {
                received.Write(Encoding.ASCII.GetBytes(call + "\n"));
            }

            await Task.Delay(s_pause);
        }
    }

    [AiFeature("crash.ask")]
    private static async Task AskAsync(ChatClient client, string call, bool isStreamed)
    {
        ChatMessage[] messages = [new UserChatMessage($"[desk user={call}]\nWhat is next?")];
        if (!isStreamed)
        {
            await client.CompleteChatAsync(messages);
            return;
        }

        await foreach (var _ in client.CompleteChatStreamingAsync(messages))
        {
            // The end of the stream is what counts.
        }
    }
}
