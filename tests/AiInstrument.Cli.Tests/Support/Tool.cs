using System.Text.Json.Nodes;
using AiInstrument.Cli.Output;

namespace AiInstrument.Cli.Tests.Support;

/// <summary>Runs the tool's commands as a shell would.</summary>
internal static class Tool
{
    public static Task<ToolResult> RunAsync(params string[] args) => RunAsync(args, answer: null);

    public static async Task<ToolResult> RunAsync(string[] args, string? answer, CancellationToken? cancellation = null)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var console = new CommandConsole(new StringReader(answer ?? ""), output, error, unattended: answer is null);
        var code = await new ToolCommand(console).InvokeAsync(args, cancellation ?? TestContext.Current.CancellationToken);
        return new ToolResult(code, output.ToString(), error.ToString());
    }
}

internal sealed record ToolResult(int Code, string Output, string Error)
{
    public JsonNode Json => JsonNode.Parse(Output)!;
}
