using AiInstrument.Docs;

var folder = args.FirstOrDefault(a => a != "--check") ?? "docs";
return DocsCommand.Run(folder, check: args.Contains("--check"), Console.Out);
