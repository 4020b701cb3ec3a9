namespace AiInstrument.Collector.Alerts;

/// <summary>A rule or channel that cannot be stored as it is.</summary>
/// <param name="problems">A code for each wrong field.</param>
public sealed class AlertInvalidException(IReadOnlyDictionary<string, string> problems) : Exception("Some fields are not valid: " + string.Join(", ", problems.Select(problem => problem.Key + " " + problem.Value)) + ".")
{
    /// <summary>What is wrong, by field (in camel case, as <c>threshold</c>): <c>required</c>, <c>long</c>, <c>taken</c>, <c>range</c>, <c>choice</c>, <c>address</c>, <c>network</c> or <c>text</c>.</summary>
    public IReadOnlyDictionary<string, string> Problems { get; } = problems;
}
