using AiInstrument.Collector.Tests.Storage;

return args is [KillVictim.Command, var folder, var first]
    ? await KillVictim.RunAsync(folder, first)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
