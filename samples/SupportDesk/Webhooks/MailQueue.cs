using System.Threading.Channels;

namespace SupportDesk.Webhooks;

/// <summary>Mails between the webhook, which answers at once, and the worker, which takes its time.</summary>
internal sealed class MailQueue
{
    private readonly Channel<Mail> _mails = Channel.CreateBounded<Mail>(100);

    public ValueTask AddAsync(Mail mail, CancellationToken cancellationToken) => _mails.Writer.WriteAsync(mail, cancellationToken);

    /// <summary>Takes no more mails.</summary>
    public void Close() => _mails.Writer.TryComplete();

    /// <summary>Waits for mails until the queue is closed and empty.</summary>
    public IAsyncEnumerable<Mail> TakeAllAsync(CancellationToken cancellationToken) => _mails.Reader.ReadAllAsync(cancellationToken);
}
