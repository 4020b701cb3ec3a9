using System.Net.Mail;

namespace AiInstrument.Collector.Alerts.Channels;

/// <summary>Makes settings of what was entered, and finds what is wrong with it. Where addresses lead is judged when something is sent, not here: names change.</summary>
internal static class ChannelCheck
{
    private const int MostUrlChars = 2000;
    private const int LeastKeyChars = 16;
    private const int MostKeyChars = 200;
    private const int MostRecipients = 20;
    private const int SubmissionPort = 587;

    /// <summary>The settings of a channel.</summary>
    /// <param name="draft">What was entered.</param>
    /// <param name="stored">What is stored of it, or null.</param>
    /// <param name="problems">Gets a code for each wrong field.</param>
    public static ChannelSettings Read(ChannelDraft draft, ChannelSettings? stored, Dictionary<string, string> problems) => draft.Kind switch
    {
        ChannelKind.Log => new ChannelSettings(),
        ChannelKind.Email => Mail(draft, stored, problems),
        _ => Web(draft, stored, problems),
    };

    /// <summary>What may be shown of an address: of a webhook the host alone, because its path is often a key.</summary>
    public static string TargetOf(ChannelKind kind, ChannelSettings settings) => kind switch
    {
        ChannelKind.Log => "",
        ChannelKind.Email => string.Join(", ", settings.To),
        _ => new Uri(settings.Url!).GetLeftPart(UriPartial.Authority),
    };

    private static ChannelSettings Web(ChannelDraft draft, ChannelSettings? stored, Dictionary<string, string> problems)
    {
        var url = Entered(draft.Url) ?? stored?.Url;
        if (url is null)
        {
            problems["url"] = "required";
        }
        else if (url.Length > MostUrlChars || !Uri.TryCreate(url, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp) || address.UserInfo.Length > 0)
        {
            problems["url"] = "address";
        }

        var key = draft.Kind == ChannelKind.Webhook ? Entered(draft.SigningKey) ?? stored?.SigningKey : null;
        if (draft.Kind == ChannelKind.Webhook && key is not { Length: >= LeastKeyChars and <= MostKeyChars })
        {
            problems["signingKey"] = key is null ? "required" : "range";
        }

        return new ChannelSettings { Url = url, SigningKey = key };
    }

    private static ChannelSettings Mail(ChannelDraft draft, ChannelSettings? stored, Dictionary<string, string> problems)
    {
        var host = Entered(draft.SmtpHost);
        var from = Entered(draft.From);
        var to = draft.To?.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        var user = Entered(draft.SmtpUser);

        // A password is only kept for the server and user that it was entered for.
        var password = user is null ? null : Entered(draft.SmtpPassword) ?? (stored?.SmtpHost == host && stored?.SmtpUser == user ? stored?.SmtpPassword : null);
        if (host is null || Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            problems["smtpHost"] = host is null ? "required" : "address";
        }

        if (draft.SmtpPort is < 1 or > 65535)
        {
            problems["smtpPort"] = "range";
        }

        if (user is not null && password is null)
        {
            problems["smtpPassword"] = "required";
        }

        if (user is not null && !draft.SmtpTls)
        {
            problems["smtpTls"] = "choice";
        }

        if (from is null || !IsMail(from))
        {
            problems["from"] = from is null ? "required" : "address";
        }

        if (to.Length is 0 or > MostRecipients || !Array.TrueForAll(to, IsMail))
        {
            problems["to"] = to.Length == 0 ? "required" : to.Length > MostRecipients ? "long" : "address";
        }

        return new ChannelSettings { SmtpHost = host, SmtpPort = draft.SmtpPort ?? SubmissionPort, SmtpTls = draft.SmtpTls, SmtpUser = user, SmtpPassword = password, From = from, To = to };
    }

    private static bool IsMail(string text) => MailAddress.TryCreate(text, out var address) && address.Address == text && !text.Any(char.IsControl);

    private static string? Entered(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
