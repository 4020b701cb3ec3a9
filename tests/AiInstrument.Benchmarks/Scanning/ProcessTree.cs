using System.Globalization;

namespace AiInstrument.Benchmarks.Scanning;

/// <summary>What a process and those that it started use, read off Linux's <c>/proc</c>; nothing elsewhere.</summary>
internal sealed class ProcessTree(int root)
{
    private const long TicksPerSecond = 100;
    private const long PageBytes = 4096;
    private readonly Dictionary<int, long> _ticks = [];

    /// <summary>The most memory that all had at once.</summary>
    public long MostBytes { get; private set; }

    /// <summary>The processor time of all, those that have ended included as they were last seen.</summary>
    public TimeSpan Processor => TimeSpan.FromSeconds((double)_ticks.Values.Sum() / TicksPerSecond);

    /// <summary>Looks at them now.</summary>
    public void Look()
    {
        if (!Directory.Exists("/proc"))
        {
            return;
        }

        var all = Directory.EnumerateDirectories("/proc").Select(Read).OfType<Entry>().ToLookup(entry => entry.Parent);
        var self = Read($"/proc/{root.ToString(CultureInfo.InvariantCulture)}");
        var open = new Queue<Entry>(self is null ? [] : [self]);
        long bytes = 0;
        while (open.TryDequeue(out var entry))
        {
            bytes += entry.Bytes;
            _ticks[entry.Id] = entry.Ticks;
            foreach (var child in all[entry.Id])
            {
                open.Enqueue(child);
            }
        }

        MostBytes = Math.Max(MostBytes, bytes);
    }

    private static Entry? Read(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        try
        {
            // The name may have spaces: what follows its parenthesis has none.
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return new Entry(id, int.Parse(fields[1], CultureInfo.InvariantCulture), Number(fields[11]) + Number(fields[12]), Number(fields[21]) * PageBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended.
            return null;
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private sealed record Entry(int Id, int Parent, long Ticks, long Bytes);
}
