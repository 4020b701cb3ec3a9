namespace AiInstrument.Collector.Normalization;

/// <summary>What is known of an attribute's key, whatever span it is on.</summary>
/// <param name="Field">The field it holds, or null.</param>
/// <param name="Kind">What the field's value must be.</param>
/// <param name="Rank">Lower is preferred where several keys hold the field.</param>
/// <param name="IsContent">It may hold a prompt, an answer or the like, which is never kept with an interaction.</param>
internal sealed record KeyMeaning(Field? Field, FieldKind Kind, ushort Rank, bool IsContent);
