using AiInstrument.Collector.Content;

namespace AiInstrument.Dashboard.Api.Answers.Records;

/// <summary>The prompt and the answer of a record, for admins.</summary>
/// <param name="Id">The record.</param>
/// <param name="State"><c>kept</c>, <c>expired</c>, <c>purged</c>, <c>neverStored</c> or <c>keyLost</c>.</param>
/// <param name="Truncated">Whether some of the text was left out.</param>
/// <param name="Redactions">What was replaced, by type.</param>
/// <param name="Messages">The messages.</param>
internal sealed record UsageRecordContent(long Id, string State, bool Truncated, IReadOnlyDictionary<string, long> Redactions, IReadOnlyList<UsageMessage> Messages)
{
    public static UsageRecordContent Of(long id, RecordContent content) => new(
        id,
        content.Absence switch { ContentAbsence.None => "kept", ContentAbsence.Expired => "expired", ContentAbsence.Purged => "purged", ContentAbsence.KeyLost => "keyLost", _ => "neverStored" },
        content.IsCut,
        content.Redactions.ToDictionary(),
        [.. content.Messages.Select(message => new UsageMessage(message.IsAnswer ? "output" : "input", message.Role, [.. message.Parts.Select(part => new UsageMessagePart(part.Kind, part.Name, part.Text))]))]);
}

/// <summary>One message: <c>input</c> or <c>output</c>, who says it, and its parts.</summary>
internal sealed record UsageMessage(string Direction, string Role, IReadOnlyList<UsageMessagePart> Parts);

/// <summary>One part of a message.</summary>
internal sealed record UsageMessagePart(string Kind, string? Name, string? Text);
