namespace AiInstrument.Collector.Normalization.Dialects;

/// <summary>One way to write LLM calls as spans: under which keys it keeps each field, and what it says a span is.</summary>
internal abstract class Dialect
{
    /// <summary>The dialect's name, for diagnosis.</summary>
    public abstract string Name { get; }

    /// <summary>The keys of each field, the preferred one first. A key belongs to one dialect: the first that used it.</summary>
    public abstract (Field Field, string[] Keys)[] Keys { get; }

    /// <summary>What the span is, in this dialect's words.</summary>
    /// <param name="fields">The span's fields, those of other dialects included.</param>
    /// <returns>Null when this dialect has nothing to say of it.</returns>
    public virtual SpanVerdict? Classify(in FieldSet fields) => null;

    /// <summary>How the span's token totals are meant.</summary>
    /// <param name="fields">The span's fields, those of other dialects included.</param>
    /// <returns>Null when this dialect has nothing to say of it.</returns>
    public virtual UsageConvention? Convention(in FieldSet fields) => null;
}
