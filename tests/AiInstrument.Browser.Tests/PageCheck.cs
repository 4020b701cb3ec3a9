namespace AiInstrument.Browser.Tests;

/// <summary>What is looked at on a page.</summary>
public enum PageCheck
{
    /// <summary>Neither errors nor warnings in the console, no failed request, no dialog, no script that throws.</summary>
    Quiet,

    /// <summary>The content security policy had nothing to refuse.</summary>
    Policy,

    /// <summary>Nothing moved while it loaded.</summary>
    Still,

    /// <summary>Nothing scrolls sideways, leaves its box or is cut off, charts are drawn, nothing moves against the reader's wish.</summary>
    Whole,

    /// <summary>axe-core finds nothing.</summary>
    Accessible,

    /// <summary>Whoever uses the keyboard sees where they are.</summary>
    Keyboard,

    /// <summary>Scripts write no number that the answer did not have.</summary>
    Numbers,

    /// <summary>Without scripts each chart is a table, and nothing scrolls sideways.</summary>
    Unscripted,
}
