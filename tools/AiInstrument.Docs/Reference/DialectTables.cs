using System.Globalization;
using System.Text;
using AiInstrument.Collector.Normalization;
using AiInstrument.Collector.Normalization.Dialects;

namespace AiInstrument.Docs.Reference;

/// <summary>What the collector reads of each dialect, key by key, as the dialects' own tables have it.</summary>
internal static class DialectTables
{
    private const string What = "what the span is";
    private const string Reported = "the cost that the sender reports, kept beside ours";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["litellm"] = "LiteLLM",
        ["vercel-ai"] = "Vercel AI SDK",
        ["langfuse"] = "Langfuse",
        ["openinference"] = "OpenInference (Arize, Phoenix)",
        ["microsoft-extensions-ai"] = "Microsoft.Extensions.AI",
        ["semantic-kernel"] = "Semantic Kernel",
        ["anthropic-sdk"] = "Anthropic SDK",
        ["openai-sdk"] = "OpenAI SDK",
        ["otel-genai"] = "OpenTelemetry GenAI, earlier names and neighbours",
        ["openllmetry"] = "OpenLLMetry (Traceloop)",
        ["other"] = "OpenLIT, Sentry, Logfire",
    };

    // Fields that our own spans do not have: what they are for.
    private static readonly Dictionary<Field, string> Meanings = new()
    {
        [Field.OpenInferenceKind] = What,
        [Field.TraceloopKind] = What,
        [Field.RequestType] = What,
        [Field.VercelOperation] = What,
        [Field.LangfuseType] = What,
        [Field.LangfuseLevel] = "whether it failed",
        [Field.TimeToFirstTokenMilliseconds] = "`gen_ai.response.time_to_first_chunk`, from milliseconds",
        [Field.CompletionStart] = "`gen_ai.response.time_to_first_chunk`, from an instant",
        [Field.ServiceTier] = "the service tier, served before requested",
        [Field.Total] = "what tells how the other counts are meant",
        [Field.InputWithoutCache] = "what tells how input is meant",
        [Field.OutputWithoutReasoning] = "what tells how output is meant",
        [Field.UsageDetails] = "tokens by kind, from JSON",
        [Field.ProviderMetadata] = "cache writes, from JSON",
        [Field.Cost] = Reported,
        [Field.InputCost] = Reported,
        [Field.OutputCost] = Reported,
        [Field.CostDetails] = Reported,
        [Field.HiddenParameters] = "the reported cost and a cache hit, from JSON",
    };

    /// <summary>A section for each dialect but this product's own.</summary>
    /// <exception cref="InvalidDataException">A dialect has no name here.</exception>
    public static string Text()
    {
        var ours = Ours();
        var text = new StringBuilder();
        foreach (var dialect in AllDialects.InOrder.ToArray().Where(dialect => dialect is not AiInstrumentDialect && dialect.Keys.Length > 0))
        {
            var rows = dialect.Keys
                .Select(field => (Keys: field.Keys.Where(key => key != ours.GetValueOrDefault(field.Field)).ToList(), field.Field))
                .Where(row => row.Keys.Count > 0)
                .Select(row => (string[])[string.Join(", ", row.Keys.Select(MarkdownTable.Code)), ours.TryGetValue(row.Field, out var key) ? MarkdownTable.Code(key) : Meanings.GetValueOrDefault(row.Field) ?? throw new InvalidDataException($"The field {row.Field} has no meaning for the page.")])
                .ToList();
            if (rows.Count > 0)
            {
                var name = Names.GetValueOrDefault(dialect.Name) ?? throw new InvalidDataException($"The dialect '{dialect.Name}' has no name for the page.");
                text.Append(CultureInfo.InvariantCulture, $"### {name}\n").Append(MarkdownTable.Of(["theirs", "is read as"], rows)).Append('\n');
            }
        }

        return text.ToString().TrimEnd() + "\n";
    }

    // How our own spans write a field: the first key of our table, or of the conventions that they are written in.
    private static Dictionary<Field, string> Ours()
    {
        var keys = new Dictionary<Field, string>();
        foreach (var (field, names) in ((Dialect[])[new AiInstrumentDialect(), new OtelGenAiDialect(), new AnthropicSdkDialect()]).SelectMany(dialect => dialect.Keys))
        {
            keys.TryAdd(field, names[0]);
        }

        return keys;
    }
}
