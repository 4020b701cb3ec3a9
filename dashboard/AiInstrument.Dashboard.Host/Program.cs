using AiInstrument.Dashboard.Host;

var command = new ServerCommand(Environment.GetEnvironmentVariable, Console.Out, Console.Error);
return await command.InvokeAsync(args).ConfigureAwait(false);
