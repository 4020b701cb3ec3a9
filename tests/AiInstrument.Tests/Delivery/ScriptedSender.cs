using System.Text;
using System.Threading.Channels;
using AiInstrument.Delivery.Sending;

namespace AiInstrument.Tests.Delivery;

/// <summary>Answers as a test says, by what the request holds.</summary>
internal sealed class ScriptedSender(Func<string, SendResult> answer) : ISpanSender
{
    private readonly Channel<string> _requests = Channel.CreateUnbounded<string>();

    public Task<SendResult> SendAsync(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        var text = Encoding.Latin1.GetString(request.Span);
        var result = answer(text);
        _requests.Writer.TryWrite(text);
        return Task.FromResult(result);
    }

    /// <summary>Moves the clock from timer to timer until a request comes.</summary>
    /// <returns>How long that took on the clock; a test's own time limit ends the wait.</returns>
    public async Task<TimeSpan> NextAsync(ManualTime time)
    {
        var from = time.GetUtcNow();
        while (true)
        {
            // In this order: a request that was sent before the timer was set is seen before the clock moves.
            var timer = time.NextTimer();
            if (_requests.Reader.TryRead(out _))
            {
                return time.GetUtcNow() - from;
            }

            if (timer is { } next)
            {
                time.Advance(next);
            }
            else
            {
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }
        }
    }

    public void Dispose()
    {
    }
}
