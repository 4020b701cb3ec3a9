using System.Text;
using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Redaction;

namespace AiInstrument.Benchmarks.Redaction;

/// <summary>How fast the built-in redactor reads text, in characters: one is a byte of plain English.</summary>
internal static class RedactBenchmark
{
    private const int Characters = 64 * 1024;

    /// <summary>Nothing to find, and much that looks like it.</summary>
    internal const string Clean =
        "The customer asks why the second delivery came later than promised, and whether the warranty covers the display. "
        + "Our support team answered on Monday at 14:30 (see ticket #48211); version 2.14.3 fixes it. Please keep the answer short - two paragraphs are enough. ";

    /// <summary>Six things to find.</summary>
    internal const string Dirty =
        "Ann Lee <ann.lee@example.com> called from +1 415 555 2671 about card 4111 1111 1111 1111. "
        + "Her address was 10.20.30.40, the key sk-proj-abcdefghijklmnopqrstuvwxyz0123456789, the account DE89 3704 0044 0532 0130 00. ";

    public static Task RunAsync(bool quick)
    {
        var redactor = new BuiltInRedactor();
        var clean = Repeat(Clean);
        var dirty = Repeat(Dirty);
        if (redactor.Redact(clean, new AiRedactionCounts()) is not null || redactor.Redact(dirty, new AiRedactionCounts()) is null)
        {
            throw new InvalidOperationException("The clean text is not clean, or the dirty one not dirty.");
        }

        void Read(string text, int count)
        {
            for (var i = 0; i < count; i++)
            {
                _ = redactor.Redact(text, new AiRedactionCounts());
            }
        }

        var measures = Rounds.Run(
            [new("clean text", count => Read(clean, count)), new("dirty text: six finds in 210 characters", count => Read(dirty, count))],
            quick ? 20 : 100,
            operations: 20);
        Report.Table("redact: the built-in redactor over 64 Ki characters (reference: clean text)", ["text", "MB/s", "µs per 4 KiB", "bytes/call", "time ratio"], measures.Select(m =>
            new[] { m.Name, Report.Number(Characters / m.Nanoseconds * 1000), Report.Number(m.Nanoseconds / 16 / 1000), Report.Number(m.Bytes), Report.Ratio(m.Ratio) }));
        return Task.CompletedTask;
    }

    private static string Repeat(string text)
    {
        var repeated = new StringBuilder(Characters + text.Length);
        while (repeated.Length < Characters)
        {
            repeated.Append(text);
        }

        return repeated.ToString(0, Characters / text.Length * text.Length);
    }
}
