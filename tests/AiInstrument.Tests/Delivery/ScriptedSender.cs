using System.Text;
using System.Threading.Channels;
using AiInstrument.Delivery;

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

    /// <summary>The next request; a test's own time limit ends the wait.</summary>
    public async Task<string> NextAsync() => await _requests.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public void Dispose()
    {
    }
}
