using System.Text;
using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Redaction;
using AiInstrument.Tests.Redaction.Corpora;

namespace AiInstrument.Benchmarks.Redaction;

/// <summary>How fast the built-in redactor reads text, in characters: one is a byte of plain English.</summary>
internal static class RedactionBenchmark
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
        var chinese = Repeat("客户询问为什么第二次发货比承诺的晚，以及保修是否包括显示屏。我们的支持团队在星期一14:30回复（见工单48211）；2.14.3版已修复。请简短回答，两段即可。");
        var json = "[" + Repeat("""{"role":"user","content":"Why does the second delivery come later?\nThe box said \"two days\", and the label says ticket #48211.\n"},""") + "{}]";
        if (new[] { clean, chinese, json }.Any(text => redactor.Redact(text, new AiRedactionCounts()) is not null) || redactor.Redact(dirty, new AiRedactionCounts()) is null)
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
            [
                new("clean text", count => Read(clean, count)),
                new("clean Chinese", count => Read(chinese, count)),
                new("clean JSON with escapes", count => Read(json, count)),
                new("dirty text: six finds in 210 characters", count => Read(dirty, count)),
            ],
            quick ? 20 : 100,
            operations: 20);
        Report.Table("redaction: the built-in redactor over 64 Ki characters (reference: clean text)", ["text", "MB/s", "µs per 4 KiB", "bytes/call", "time ratio"], measures.Select(m =>
            new[] { m.Name, Report.Number(Characters / m.Nanoseconds * 1000), Report.Number(m.Nanoseconds / 16 / 1000), Report.Number(m.Bytes), Report.Ratio(m.Ratio) }));
        WorstTexts(redactor);
        return Task.CompletedTask;
    }

    /// <summary>Texts made to be read again and again: the time for a character must not grow with the text.</summary>
    private static void WorstTexts(BuiltInRedactor redactor)
    {
        int[] lengths = [10_000, 100_000, 1_000_000];
        var times = lengths.Select(length => WorstCases.OfLength(length).Select(worst => (worst.Name, Nanoseconds: Best(redactor, worst.Text) / length)).ToArray()).ToArray();
        Report.Table("redaction: the ten slowest of the worst cases, nanoseconds for a character", ["repeated", "10,000", "100,000", "1,000,000", "MB/s at 1,000,000"], Enumerable.Range(0, times[0].Length)
            .OrderByDescending(i => times[2][i].Nanoseconds).Take(10)
            .Select(i => new[] { $"`{times[0][i].Name}`", Report.Number(times[0][i].Nanoseconds), Report.Number(times[1][i].Nanoseconds), Report.Number(times[2][i].Nanoseconds), Report.Number(1000 / times[2][i].Nanoseconds) }));
    }

    private static double Best(BuiltInRedactor redactor, string text)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var start = ThreadTime.Nanoseconds();
            redactor.Redact(text, new AiRedactionCounts());
            best = Math.Min(best, ThreadTime.Nanoseconds() - start);
        }

        return best;
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
