using System.Text;
using AiInstrument.Delivery.Protobuf;
using AiInstrument.Delivery.Storage;
using Image = AiInstrument.Delivery.Storage.Record;

namespace AiInstrument.Tests.Delivery;

/// <summary>Records whose span is a text, so that a test knows them again.</summary>
internal static class Records
{
    public static byte[] Context { get; } = Image.Context("resource"u8, "scope"u8);

    public static byte[] New(string text, RecordKind kind = RecordKind.Span)
    {
        var buffer = new ProtoBuffer();
        Image.Begin(buffer, Context);
        buffer.Raw(Encoding.UTF8.GetBytes(text));
        return Image.End(buffer, Context.Length, kind).ToArray();
    }

    public static string TextOf(TakenRecord record) => Encoding.UTF8.GetString(Image.SpanOf(record.Image));

    /// <summary>Takes everything that waits.</summary>
    public static string[] TakeAll(this ISpanStore store) => [.. store.Take(int.MaxValue, int.MaxValue).Select(TextOf)];
}
