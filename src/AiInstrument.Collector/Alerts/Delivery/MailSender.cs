using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Net.Sockets;
using System.Text;
using AiInstrument.Collector.Alerts.Channels;

namespace AiInstrument.Collector.Alerts.Delivery;

/// <summary>Sends notifications as plain mail.</summary>
internal sealed class MailSender(SafeResolver resolver, TimeProvider time) : IChannelSender
{
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public IReadOnlyList<ChannelKind> Kinds { get; } = [ChannelKind.Email];

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(ChannelKind kind, ChannelSettings settings, AlertMessage message, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(MostTime, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // The client looks the name up again; what it finds then is the mail server's owner's word, who could send mail anywhere too.
            await resolver.FindAsync(settings.SmtpHost!, settings.SmtpTls, either.Token).ConfigureAwait(false);
            using var mail = Write(settings, message);
            using var client = new SmtpClient(settings.SmtpHost, settings.SmtpPort)
            {
                EnableSsl = settings.SmtpTls,
                UseDefaultCredentials = false,
                Credentials = settings.SmtpUser is { } user ? new NetworkCredential(user, settings.SmtpPassword) : null,
            };
            await client.SendMailAsync(mail, either.Token).ConfigureAwait(false);
            return SendResult.Success("accepted");
        }
        catch (AddressRefusedException refused)
        {
            return SendResult.Useless(refused.Message);
        }
        catch (SmtpFailedRecipientsException exception) when (exception.InnerExceptions.Length < settings.To.Count)
        {
            // The others have it already; another attempt would send it to them again.
            return SendResult.Success(string.Create(CultureInfo.InvariantCulture, $"accepted, but not for {exception.InnerExceptions.Length} of {settings.To.Count} recipients"));
        }
        catch (SmtpFailedRecipientsException exception)
        {
            var answer = SafeText.Clean("SMTP: " + exception.InnerExceptions[0].Message);
            return Array.TrueForAll(exception.InnerExceptions, each => IsFinal(each.StatusCode)) ? SendResult.Useless(answer) : SendResult.Again(answer);
        }
        catch (SmtpException exception)
        {
            var answer = SafeText.Clean($"SMTP {exception.StatusCode}: {exception.InnerException?.Message ?? exception.Message}");
            return IsFinal(exception.StatusCode) ? SendResult.Useless(answer) : SendResult.Again(answer);
        }
        catch (Exception exception) when (exception is IOException or SocketException or FormatException or InvalidOperationException)
        {
            return SendResult.Again(SafeText.Clean(exception.Message));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return SendResult.Again("The mail server did not answer in time.");
        }
    }

    private static MailMessage Write(ChannelSettings settings, AlertMessage message)
    {
        var body = new StringBuilder().AppendLine(message.Text);
        foreach (var line in message.Scope)
        {
            body.AppendLine(line);
        }

        if (message.Link is { } link)
        {
            body.AppendLine().AppendLine(link);
        }

        var mail = new MailMessage
        {
            From = new MailAddress(settings.From!),
            Subject = message.Title,
            SubjectEncoding = Encoding.UTF8,
            Body = body.ToString(),
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.QuotedPrintable,
        };
        mail.Headers.Add("Message-ID", $"<{message.Id}@aiinstrument.invalid>");
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        foreach (var recipient in settings.To)
        {
            mail.To.Add(new MailAddress(recipient));
        }

        return mail;
    }

    // 5xx of the mailbox or the transaction; the server would say the same again.
    private static bool IsFinal(SmtpStatusCode status) => status is SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.MailboxNameNotAllowed or SmtpStatusCode.UserNotLocalTryAlternatePath
        or SmtpStatusCode.TransactionFailed or SmtpStatusCode.ExceededStorageAllocation or SmtpStatusCode.ClientNotPermitted or SmtpStatusCode.MustIssueStartTlsFirst;
}
