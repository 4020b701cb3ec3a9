using AiInstrument.ApiDocs;

var file = args.FirstOrDefault(a => a != "--check") ?? Path.Combine("docs", "api.md");
return await ApiDocsCommand.RunAsync(file, check: args.Contains("--check"), Console.Out).ConfigureAwait(false);
