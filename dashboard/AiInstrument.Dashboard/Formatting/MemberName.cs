namespace AiInstrument.Dashboard.Formatting;

/// <summary>Names of code members, for people who know their own code.</summary>
internal static class MemberName
{
    /// <summary><c>Desk.Tickets.Writer.WriteAsync(Desk.Ticket)</c> as <c>Writer.WriteAsync</c>: the type, the member, no namespace and no parameters.</summary>
    public static string Short(string member)
    {
        var parameters = member.IndexOf('(', StringComparison.Ordinal);
        var name = parameters < 0 ? member : member[..parameters];
        var dot = name.LastIndexOf('.');
        var type = dot <= 0 ? -1 : name.LastIndexOf('.', dot - 1);
        return name[(type + 1)..];
    }
}
