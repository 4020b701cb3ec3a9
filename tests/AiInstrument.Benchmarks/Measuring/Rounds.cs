namespace AiInstrument.Benchmarks.Measuring;

/// <summary>One of the things that are compared.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Run">Does the work that many times, on the calling thread.</param>
/// <param name="Around">What holds while it runs, not measured; null for nothing.</param>
internal sealed record Variant(string Name, Action<int> Run, Func<IDisposable>? Around = null);

/// <summary>What a variant took per operation.</summary>
/// <param name="Nanoseconds">Median processor time.</param>
/// <param name="Bytes">Median allocation.</param>
/// <param name="Ratio">Median over the rounds of its time to the reference's time in the same round.</param>
internal sealed record Measure(string Name, double Nanoseconds, double Bytes, double Ratio);

/// <summary>Measures variants in turn, round after round, so that a machine that others load too slows all of them alike.</summary>
internal static class Rounds
{
    private const int WarmUpRounds = 40;

    /// <param name="variants">The variants; the first is the reference.</param>
    /// <param name="rounds">How many measured rounds.</param>
    /// <param name="operations">Operations of a variant in a round.</param>
    public static Measure[] Run(IReadOnlyList<Variant> variants, int rounds, int operations)
    {
        var times = variants.Select(_ => new double[rounds]).ToArray();
        var bytes = variants.Select(_ => new double[rounds]).ToArray();
        for (var round = -WarmUpRounds; round < rounds; round++)
        {
            if (round == 0)
            {
                // The optimizing compiler works in the background: it has the code by now.
                Thread.Sleep(500);
            }

            for (var i = 0; i < variants.Count; i++)
            {
                var (time, allocated) = Once(variants[i], operations);
                if (round >= 0)
                {
                    times[i][round] = time / operations;
                    bytes[i][round] = (double)allocated / operations;
                }
            }
        }

        return [.. variants.Select((variant, i) => new Measure(
            variant.Name,
            Median(times[i]),
            Median(bytes[i]),
            Median(times[i].Zip(times[0], (own, reference) => own / reference))))];
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static (double Nanoseconds, long Bytes) Once(Variant variant, int operations)
    {
        using var around = variant.Around?.Invoke();
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = ThreadTime.Nanoseconds();
        variant.Run(operations);
        var end = ThreadTime.Nanoseconds();
        return (end - start, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }
}
