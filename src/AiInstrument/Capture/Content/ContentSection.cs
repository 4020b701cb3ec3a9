namespace AiInstrument.Capture.Content;

/// <summary>What one attribute will say: messages within the bound, and counts of all that passed by.</summary>
internal sealed class ContentSection(bool keepsText)
{
    private readonly List<RoleCount> _counts = [];
    private int _left = ContentSettings.MaxCharacters + ContentSettings.Overlap;
    private int _parts;
    private RoleCount? _role;
    private bool _currentIsKept;

    public List<ContentMessage> Messages { get; } = [];

    public bool IsTruncated { get; private set; }

    public bool IsEmpty => _counts.Count == 0;

    public IReadOnlyList<RoleCount> Counts => _counts;

    public void Begin(string role)
    {
        _role = _counts.Find(c => c.Role == role);
        if (_role is null)
        {
            _role = new RoleCount(role);
            _counts.Add(_role);
        }

        _role.Messages++;
        _currentIsKept = keepsText && _left > 0 && Messages.Count < ContentSettings.MaxMessages;
        if (_currentIsKept)
        {
            Messages.Add(new ContentMessage(role));
        }
        else if (keepsText)
        {
            IsTruncated = true;
        }
    }

    public void Add(ContentPartKind kind, string? text, string? id = null, string? name = null, int streamIndex = -1)
    {
        if (_currentIsKept && (_left <= 0 || _parts == ContentSettings.MaxParts))
        {
            // A stream may go on for long after the bound: it only counts.
            _role!.Characters += text?.Length ?? 0;
            IsTruncated = true;
            return;
        }

        var kept = Take(text);
        if (_currentIsKept)
        {
            _parts++;
            Messages[^1].Parts.Add(new ContentPart(kind, id, name, kept) { StreamIndex = streamIndex, IsCut = kept?.Length != text?.Length });
        }
    }

    /// <summary>Goes on with the text or the tool call that the last piece belonged to.</summary>
    public void Append(ContentPartKind kind, string? piece, string? id = null, string? name = null, int streamIndex = -1)
    {
        var part = _currentIsKept ? Messages[^1].Parts.FindLast(p => p.Kind == kind && p.StreamIndex == streamIndex) : null;
        if (part is null || (kind != ContentPartKind.ToolCall && !ReferenceEquals(part, Messages[^1].Parts[^1])))
        {
            Add(kind, piece, id, name, streamIndex);
            return;
        }

        part.Identify(id, name);
        var kept = Take(piece);
        part.IsCut |= kept?.Length != piece?.Length;
        if (kept is { Length: > 0 })
        {
            part.Append(kept);
        }
    }

    private string? Take(string? text)
    {
        if (text is null)
        {
            return null;
        }

        _role!.Characters += text.Length;
        if (!_currentIsKept)
        {
            return null;
        }

        var length = Math.Min(text.Length, Math.Max(_left, 0));
        _left -= text.Length;
        if (length == text.Length)
        {
            return text;
        }

        IsTruncated = true;
        return text[..length];
    }
}
