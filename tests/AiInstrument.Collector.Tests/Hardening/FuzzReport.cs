using System.Collections.Concurrent;
using System.Globalization;

namespace AiInstrument.Collector.Tests.Hardening;

/// <summary>How requests were answered, and which were not answered as they must be.</summary>
internal sealed class FuzzReport
{
    private const int MostFindings = 20;

    private readonly ConcurrentDictionary<string, long> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _findings = new();

    /// <summary>How many requests got which answer.</summary>
    public IReadOnlyDictionary<string, long> Answers => _answers;

    /// <summary>What must be mended; each says its request.</summary>
    public IReadOnlyCollection<string> Findings => _findings;

    /// <summary>Requests that were answered.</summary>
    public long Total => _answers.Values.Sum();

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _answers.OrderByDescending(answer => answer.Value).Select(answer => string.Create(CultureInfo.InvariantCulture, $"{answer.Key}: {answer.Value}")));

    /// <summary>Counts an answer.</summary>
    public void Count(string answer) => _answers.AddOrUpdate(answer, 1, static (_, count) => count + 1);

    /// <summary>Notes a request that failed.</summary>
    public void Found(int seed, int number, FuzzRequest request, string what)
    {
        Count("FAILED");
        if (_findings.Count < MostFindings)
        {
            _findings.Enqueue(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, request {number}: {what}\n{request.Describe()}"));
        }
    }
}
