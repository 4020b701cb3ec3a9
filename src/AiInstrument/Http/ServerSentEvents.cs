namespace AiInstrument.Http;

/// <summary>Hands the data of server-sent events that come in pieces to a JSON reader (WHATWG HTML, server-sent events).</summary>
internal sealed class ServerSentEvents(JsonScalars json)
{
    private readonly byte[] _start = new byte[16];
    private int _length;
    private bool _afterReturn;

    /// <summary>Whether the data <c>[DONE]</c> has come, with which OpenAI ends a stream.</summary>
    public bool HasEnded { get; private set; }

    private static ReadOnlySpan<byte> Data => "data:"u8;

    public void Read(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            if (_afterReturn && piece[0] == '\n')
            {
                // The second half of a line's end.
                piece = piece[1..];
                _afterReturn = false;
                continue;
            }

            var end = piece.IndexOfAny((byte)'\n', (byte)'\r');
            ReadLine(end < 0 ? piece : piece[..end]);
            _afterReturn = end >= 0 && piece[end] == '\r';
            if (end < 0)
            {
                return;
            }

            EndLine();
            piece = piece[(end + 1)..];
        }
    }

    private void ReadLine(ReadOnlySpan<byte> part)
    {
        var before = _length;
        if (before < _start.Length)
        {
            part[..Math.Min(part.Length, _start.Length - before)].CopyTo(_start.AsSpan(before));
        }

        _length = (int)Math.Min((long)before + part.Length, int.MaxValue);
        if (_length > Data.Length && _start.AsSpan().StartsWith(Data))
        {
            json.Read(part[Math.Max(0, Data.Length - before)..]);
        }
    }

    private void EndLine()
    {
        if (_length == 0)
        {
            json.Reset();
        }
        else if (_length <= _start.Length && _start.AsSpan(0, _length) is var line && (line.SequenceEqual("data: [DONE]"u8) || line.SequenceEqual("data:[DONE]"u8)))
        {
            HasEnded = true;
        }

        _length = 0;
    }
}
