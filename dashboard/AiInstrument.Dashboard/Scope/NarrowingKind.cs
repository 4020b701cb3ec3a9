namespace AiInstrument.Dashboard.Scope;

/// <summary>What the value of a <see cref="Narrowing"/> is.</summary>
internal enum NarrowingKind
{
    /// <summary>A text that is matched whole.</summary>
    Text,

    /// <summary>Dollars with up to nine decimals.</summary>
    Dollars,

    /// <summary>A whole number.</summary>
    Count,

    /// <summary>Whole milliseconds.</summary>
    Milliseconds,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,
}
