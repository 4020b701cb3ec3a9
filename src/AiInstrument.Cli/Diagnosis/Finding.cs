using System.Text.Json.Serialization;

namespace AiInstrument.Cli.Diagnosis;

/// <summary>How a thing is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingLevel>))]
internal enum FindingLevel
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, and something is odd.</summary>
    Warn,

    /// <summary>It does not work.</summary>
    Fail,
}

/// <summary>What was looked at, and how it is.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Level">How it is.</param>
/// <param name="Text">What was found, without secrets.</param>
/// <param name="Advice">What to do; null when there is nothing to do.</param>
internal sealed record Finding(string Check, FindingLevel Level, string Text, string? Advice = null)
{
    /// <summary>As it should be.</summary>
    public static Finding Ok(string check, string text) => new(check, FindingLevel.Ok, text);

    /// <summary>It works, and something is odd.</summary>
    public static Finding Warn(string check, string text, string advice) => new(check, FindingLevel.Warn, text, advice);

    /// <summary>It does not work.</summary>
    public static Finding Fail(string check, string text, string advice) => new(check, FindingLevel.Fail, text, advice);
}
