namespace AiInstrument.Collector.Normalization;

/// <summary>Which values a field can take; a value that is not one leaves the field to the next key.</summary>
internal enum FieldKind
{
    /// <summary>Text that is not empty, or a number or boolean as text.</summary>
    Text,

    /// <summary>A list, or a text.</summary>
    List,

    /// <summary>A believable number of tokens.</summary>
    Tokens,

    /// <summary>A finite number.</summary>
    Number,

    /// <summary>A boolean.</summary>
    Flag,
}
