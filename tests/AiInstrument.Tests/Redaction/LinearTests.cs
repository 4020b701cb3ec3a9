using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Redaction;
using AiInstrument.Tests.Redaction.Corpora;

namespace AiInstrument.Tests.Redaction;

public sealed class LinearTests
{
    private const int Short = 16 * 1024;
    private const int Long = 512 * 1024;

    /// <summary>What goes back over its text takes 32 times as long for each character of one that is 32 times as long; what does not, as long.</summary>
    private const double MostGrowth = 8;

    [Fact]
    public void A_character_of_a_long_text_takes_as_long_as_one_of_a_short_text()
    {
        var redactor = new BuiltInRedactor(new RedactionOptions().AddPattern("own", "(a+)+b"));
        foreach (var ((name, shorter), (_, longer)) in WorstCases.OfLength(Short).Zip(WorstCases.OfLength(Long)))
        {
            var perShort = Best(() => Redact(redactor, shorter), 5) / Short;
            var perLong = Best(() => Redact(redactor, longer), 1) / Long;

            // Below a nanosecond for a character, the fixed cost of a call is all that is measured.
            Assert.True(perLong <= MostGrowth * Math.Max(perShort, 1), $"'{name}': {perShort:0.00} ns for a character of {Short}, {perLong:0.00} of {Long}");
        }
    }

    // Processor time of this thread: neither the machine's load nor other tests add to it.
    private static double Best(Action work, int times)
    {
        var best = double.MaxValue;
        for (var i = 0; i < times; i++)
        {
            var start = ThreadTime.Nanoseconds();
            work();
            best = Math.Min(best, ThreadTime.Nanoseconds() - start);
        }

        return best;
    }

    private static void Redact(BuiltInRedactor redactor, string text) => redactor.Redact(text, new AiRedactionCounts());
}
