using AiInstrument.RuleDocs;

var folder = args.FirstOrDefault(a => a != "--check") ?? Path.Combine("docs", "rules");
return RuleDocsCommand.Run(folder, check: args.Contains("--check"), Console.Out);
