namespace AiInstrument.Dashboard.Explorer;

/// <summary>Something that is known of a name beside its usage.</summary>
/// <param name="Term">What it is, in the reader's language.</param>
/// <param name="Values">Its values; there is at least one.</param>
internal sealed record Fact(string Term, IReadOnlyList<FactValue> Values);
