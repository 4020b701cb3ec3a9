using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace AiInstrument.Collector.Decoding.Json;

/// <summary>
/// Walks proto3 JSON (protobuf.dev, "ProtoJSON Format") as senders write it: either case of names, numbers as numbers or
/// strings, null for a default. A value that cannot be its field's is malformed; one that nobody asks for is skipped.
/// </summary>
internal ref struct JsonCursor
{
    /// <summary>Deepest document. What is read ends at <see cref="DecodingLimits.MaxDepth"/> long before; this bounds what is skipped.</summary>
    private const int MaxDepth = 1024;

    private Utf8JsonReader _json;
    private ReadOnlySpan<byte> _name;

    public JsonCursor(ReadOnlySpan<byte> utf8)
    {
        _json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        _json.Read();
    }

    /// <summary>Fails unless nothing but white space is left.</summary>
    public void ExpectEnd()
    {
        if (_json.Read())
        {
            throw Malformed("the end of the document");
        }
    }

    /// <summary>Enters the current object; false for null, which an array may hold.</summary>
    public readonly bool TryBeginObject() => _json.TokenType switch
    {
        JsonTokenType.StartObject => true,
        JsonTokenType.Null => false,
        _ => throw Malformed("an object"),
    };

    /// <summary>Whether the current value is an array.</summary>
    public readonly bool IsArray => _json.TokenType == JsonTokenType.StartArray;

    /// <summary>Enters the current array.</summary>
    public readonly void BeginArray()
    {
        if (!IsArray)
        {
            throw Malformed("an array");
        }
    }

    /// <summary>Moves to the value of the next property of the object that was entered; false at its end. A null is as good as absent.</summary>
    public bool NextProperty()
    {
        do
        {
            _json.Read();
            if (_json.TokenType == JsonTokenType.EndObject)
            {
                return false;
            }

            _name = Text();
            _json.Read();
        }
        while (_json.TokenType == JsonTokenType.Null);

        return true;
    }

    /// <summary>Moves to the next element of the array that was entered; false at its end.</summary>
    public bool NextElement()
    {
        _json.Read();
        return _json.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Whether the current property has this name.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name) => _name.SequenceEqual(name);

    /// <summary>Whether the current property has this name, in proto3 JSON's case or in the proto file's.</summary>
    public readonly bool Is(ReadOnlySpan<byte> camelCase, ReadOnlySpan<byte> snakeCase) =>
        _name.SequenceEqual(camelCase) || _name.SequenceEqual(snakeCase);

    /// <summary>Passes over the current value.</summary>
    public void Skip() => _json.Skip();

    /// <summary>Reads a string, in UTF-8.</summary>
    public readonly ReadOnlySpan<byte> ReadText() => TextOf(JsonTokenType.String, "a string");

    /// <summary>Reads an integer, as a number or in a string.</summary>
    public readonly T ReadInteger<T>()
        where T : struct, IBinaryInteger<T>
    {
        // These styles accept 12, 12.0 and 1.2e1, and nothing with a fraction.
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return T.TryParse(NumberText(), Styles, CultureInfo.InvariantCulture, out var value) ? value : throw Malformed("an integer in its range");
    }

    /// <summary>Reads a double, as a number or in a string, <c>NaN</c> and the infinities included.</summary>
    public readonly double ReadDouble() =>
        double.TryParse(NumberText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Malformed("a number");

    /// <summary>Reads a boolean.</summary>
    public readonly bool ReadBool() => _json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Malformed("true or false"),
    };

    /// <summary>Reads an enum's number, or its name with or without the prefix; a name that is not known is 0.</summary>
    public readonly int ReadEnum(EnumNames names) =>
        _json.TokenType == JsonTokenType.String && names.TryGetNumber(Text(), out var number) ? number : ReadInteger<int>();

    /// <summary>Reads an id in hexadecimal and gives its length. What is not hexadecimal has one byte, a length that no id has.</summary>
    public readonly int ReadHexId(scoped Span<byte> id)
    {
        var hex = TextOf(JsonTokenType.String, "a string");
        return hex.Length <= id.Length * 2 && Convert.FromHexString(hex, id, out _, out var written) == OperationStatus.Done ? written : 1;
    }

    /// <summary>Reads base64, standard or URL-safe, padded or not.</summary>
    public readonly byte[] ReadBase64() =>
        Base64Text.TryDecode(TextOf(JsonTokenType.String, "a string"), out var bytes) ? bytes : throw Malformed("base64");

    private readonly ReadOnlySpan<byte> NumberText() =>
        _json.TokenType == JsonTokenType.Number ? _json.ValueSpan : TextOf(JsonTokenType.String, "a number");

    private readonly ReadOnlySpan<byte> TextOf(JsonTokenType type, string expected) =>
        _json.TokenType == type ? Text() : throw Malformed(expected);

    // Utf8JsonReader's own string methods throw on half a surrogate pair, which senders that cut prompts to a length produce.
    private readonly ReadOnlySpan<byte> Text() =>
        _json.ValueIsEscaped ? JsonText.Unescape(_json.ValueSpan) : _json.ValueSpan;

    private readonly OtlpDecodeException Malformed(string expected) =>
        new(string.Create(CultureInfo.InvariantCulture, $"Malformed OTLP JSON at byte {_json.TokenStartIndex}: {expected} was expected."));
}
