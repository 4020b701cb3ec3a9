using Google.Protobuf;

namespace AiInstrument.Benchmarks.Decoding;

/// <summary>
/// Reads every field that the collector keeps, with Google.Protobuf's <see cref="CodedInputStream"/>: one string or number object for each, nothing more.
/// It stands for what code made by protoc does at the least.
/// </summary>
internal static class GoogleProtobufWalk
{
    /// <summary>The spans, each as the list of its values.</summary>
    public static List<List<object>> Read(byte[] request)
    {
        var spans = new List<List<object>>();
        using var input = new CodedInputStream(request);
        Fields(input, (1, () => Nested(input, (2, () => Nested(input, (2, () => Span(input, spans)))))));
        return spans;
    }

    private static void Span(CodedInputStream input, List<List<object>> spans)
    {
        var values = new List<object>(64);
        spans.Add(values);
        uint tag;
        var end = input.ReadLength() + input.Position;
        while (input.Position < end && (tag = input.ReadTag()) != 0)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1 or 2 or 4:
                    values.Add(input.ReadBytes());
                    break;
                case 5:
                    values.Add(input.ReadString());
                    break;
                case 7 or 8:
                    values.Add(input.ReadFixed64());
                    break;
                case 9:
                    Attribute(input, values);
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }
    }

    private static void Attribute(CodedInputStream input, List<object> values)
    {
        var end = input.ReadLength() + input.Position;
        while (input.Position < end)
        {
            if (WireFormat.GetTagFieldNumber(input.ReadTag()) == 1)
            {
                values.Add(input.ReadString());
            }
            else
            {
                Value(input, values);
            }
        }
    }

    private static void Value(CodedInputStream input, List<object> values)
    {
        var end = input.ReadLength() + input.Position;
        while (input.Position < end)
        {
            switch (WireFormat.GetTagFieldNumber(input.ReadTag()))
            {
                case 1:
                    values.Add(input.ReadString());
                    break;
                case 3:
                    values.Add(input.ReadInt64());
                    break;
                case 4:
                    values.Add(input.ReadDouble());
                    break;
                case 5:
                    Nested(input, (1, () => Value(input, values)));
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }
    }

    private static void Nested(CodedInputStream input, (int Field, Action Read) known)
    {
        var end = input.ReadLength() + input.Position;
        while (input.Position < end)
        {
            Field(input, input.ReadTag(), known);
        }
    }

    private static void Fields(CodedInputStream input, (int Field, Action Read) known)
    {
        uint tag;
        while ((tag = input.ReadTag()) != 0)
        {
            Field(input, tag, known);
        }
    }

    private static void Field(CodedInputStream input, uint tag, (int Field, Action Read) known)
    {
        if (WireFormat.GetTagFieldNumber(tag) == known.Field)
        {
            known.Read();
        }
        else
        {
            input.SkipLastField();
        }
    }
}
