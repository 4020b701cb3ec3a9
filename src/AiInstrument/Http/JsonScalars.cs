namespace AiInstrument.Http;

/// <summary>Finds the short values of a JSON text that comes in pieces, in memory that does not grow with the text.</summary>
/// <remarks>
/// <see cref="System.Text.Json.Utf8JsonReader"/> needs every token whole, and a prompt or an image is one token. Here a long
/// string is passed over as it comes. A text that is no JSON gives wrong values or none, and no error.
/// </remarks>
internal sealed class JsonScalars(IJsonFacts facts)
{
    private const int MaxDepth = 8;
    private const int MaxPath = 128;
    private const int MaxToken = 512;

    private readonly byte[] _path = new byte[MaxPath];
    private readonly byte[] _token = new byte[MaxToken];
    private readonly int[] _pathAt = new int[MaxDepth];
    private readonly bool[] _isObject = new bool[MaxDepth];
    private int _pathLength;
    private int _tokenLength;
    private int _depth;

    /// <summary>Open containers below one that is not looked into.</summary>
    private int _passedOver;
    private bool _hasPath;
    private bool _tokenFits;
    private bool _inString;
    private bool _inLiteral;
    private bool _escaped;
    private bool _nameComes;

    /// <summary>Whether a whole object or array has been read.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Forgets all: another text begins.</summary>
    public void Reset()
    {
        (_pathLength, _tokenLength, _depth, _passedOver) = (0, 0, 0, 0);
        _hasPath = true;
        (_inString, _inLiteral, _escaped, _nameComes) = (false, false, false, false);
        IsComplete = false;
    }

    /// <summary>Reads on.</summary>
    public void Read(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            piece = piece[(_inString ? ReadString(piece) : _inLiteral ? ReadLiteral(piece) : ReadMark(piece))..];
        }
    }

    private int ReadString(ReadOnlySpan<byte> piece)
    {
        if (_escaped)
        {
            Keep(piece[..1]);
            _escaped = false;
            return 1;
        }

        var end = piece.IndexOfAny((byte)'"', (byte)'\\');
        if (end < 0)
        {
            Keep(piece);
            return piece.Length;
        }

        Keep(piece[..end]);
        if (piece[end] == '\\')
        {
            Keep(piece.Slice(end, 1));
            _escaped = true;
        }
        else
        {
            _inString = false;
            EndString();
        }

        return end + 1;
    }

    private int ReadLiteral(ReadOnlySpan<byte> piece)
    {
        var end = piece.IndexOfAny(",]} \t\r\n"u8);
        if (end < 0)
        {
            Keep(piece);
            return piece.Length;
        }

        Keep(piece[..end]);
        _inLiteral = false;
        Found(isString: false);
        return end;
    }

    private int ReadMark(ReadOnlySpan<byte> piece)
    {
        switch (piece[0])
        {
            case (byte)'"':
                _inString = true;
                Begin();
                return 1;
            case (byte)'{' or (byte)'[':
                Open(isObject: piece[0] == '{');
                return 1;
            case (byte)'}' or (byte)']':
                Close();
                return 1;
            case (byte)',':
                _nameComes = _passedOver == 0 && _depth > 0 && _isObject[_depth - 1];
                return 1;
            case (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)':':
                return 1;
            default:
                _inLiteral = true;
                Begin();
                return 0;
        }
    }

    private void Begin()
    {
        _tokenLength = 0;
        _tokenFits = _passedOver == 0 && (_hasPath || _nameComes);
    }

    private void Keep(ReadOnlySpan<byte> part)
    {
        if (!_tokenFits)
        {
            return;
        }

        if (_tokenLength + part.Length > MaxToken)
        {
            _tokenFits = false;
            return;
        }

        part.CopyTo(_token.AsSpan(_tokenLength));
        _tokenLength += part.Length;
    }

    private void EndString()
    {
        if (_nameComes)
        {
            _nameComes = false;
            Name();
        }
        else
        {
            Found(isString: true);
        }
    }

    private void Name()
    {
        var at = _pathAt[_depth - 1];
        var needed = at + _tokenLength + 1;
        _hasPath = _tokenFits && needed <= MaxPath;
        if (!_hasPath)
        {
            return;
        }

        if (at > 0)
        {
            _path[at++] = (byte)'.';
        }

        _token.AsSpan(0, _tokenLength).CopyTo(_path.AsSpan(at));
        _pathLength = at + _tokenLength;
    }

    private void Found(bool isString)
    {
        if (_tokenFits && _pathLength > 0)
        {
            facts.Take(_path.AsSpan(0, _pathLength), new JsonScalar(_token.AsSpan(0, _tokenLength), isString));
        }
    }

    private void Open(bool isObject)
    {
        if (_passedOver > 0 || _depth == MaxDepth || !_hasPath)
        {
            _passedOver++;
            return;
        }

        _isObject[_depth] = isObject;
        _pathAt[_depth++] = _pathLength;
        _nameComes = isObject;
    }

    private void Close()
    {
        if (_passedOver > 0)
        {
            _passedOver--;
        }
        else if (_depth > 0)
        {
            // The array around it goes on with the path that it had.
            _pathLength = _pathAt[--_depth];
            _hasPath = true;
            IsComplete |= _depth == 0;
        }

        _nameComes = false;
    }
}
