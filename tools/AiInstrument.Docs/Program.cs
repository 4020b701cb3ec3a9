using AiInstrument.Docs;

var folder = args.FirstOrDefault(a => a != "--check") ?? "docs";
return await DocsCommand.RunAsync(folder, check: args.Contains("--check"), Console.Out).ConfigureAwait(false);
