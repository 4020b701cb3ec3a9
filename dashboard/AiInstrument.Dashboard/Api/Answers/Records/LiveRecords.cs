namespace AiInstrument.Dashboard.Api.Answers.Records;

/// <summary>The data of the event <c>records</c>: records of the scope in the order of arrival. <c>more</c> says that more arrived than the event holds.</summary>
internal sealed record LiveRecords(IReadOnlyList<UsageRecord> Items, bool More);
