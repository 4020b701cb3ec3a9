using System.Globalization;
using System.Text.Json;
using AiInstrument.Collector.Normalization;

namespace AiInstrument.Collector.Queries.Records;

/// <summary>Puts the values back that <see cref="HeldFields"/> took out of a record's attributes.</summary>
internal static class HeldAttributes
{
    /// <summary>The attribute as text.</summary>
    public static string Text(JsonElement value, InteractionDetail record)
    {
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("", out var name) && Enum.TryParse<Field>(name.GetString(), out var field))
        {
            return Held(record, field) ?? "";
        }

        return value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : value.GetRawText();
    }

    private static string? Held(InteractionDetail record, Field field) => field switch
    {
        Field.Operation => record.Operation,
        Field.Provider => record.Provider,
        Field.RequestModel => record.RequestModel,
        Field.ResponseModel => record.ResponseModel,
        Field.ResponseId => record.ResponseId,
        Field.ServiceTier => record.ServiceTier,
        Field.ErrorType => record.ErrorType,
        Field.Feature => record.Feature,
        Field.Category => record.Category,
        Field.EntryPoint => record.EntryPoint,
        Field.EntryPointKind => record.EntryPointKind,
        Field.Organization => record.Organization,
        Field.User => record.User,
        Field.Project => record.Project,
        Field.Document => record.Document,
        Field.Session => record.Session,
        Field.CallSite => record.CallSiteId,
        Field.Build => record.BuildId,
        Field.CodeFunction => record.CodeFunction,
        Field.CodeFile => record.CodeFile,
        Field.CodeLine => Number(record.CodeLine),
        Field.Input => Number(record.InputTokens),
        Field.Output => Number(record.OutputTokens),
        Field.CachedInput => Number(record.CachedInputTokens),
        Field.CacheWrite => Number(record.CacheWriteTokens),
        Field.Reasoning => Number(record.ReasoningTokens),
        _ => FirstToken.In(field, record.TimeToFirstToken)?.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string? Number(long? value) => value?.ToString(CultureInfo.InvariantCulture);
}
