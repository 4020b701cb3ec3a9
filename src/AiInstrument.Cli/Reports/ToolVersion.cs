namespace AiInstrument.Cli.Reports;

/// <summary>The tool's version.</summary>
internal static class ToolVersion
{
    /// <summary>As <c>1.2.3</c>.</summary>
    public static string Text { get; } = typeof(ToolVersion).Assembly.GetName().Version!.ToString(3);
}
