using AiInstrument.Cli;
using AiInstrument.Cli.Output;

return await new ToolCommand(new CommandConsole(Console.In, Console.Out, Console.Error, Console.IsInputRedirected)).InvokeAsync(args).ConfigureAwait(false);
