namespace AiInstrument.Collector.Content;

/// <summary>What is kept of the prompt and the answer of a record.</summary>
/// <param name="Absence">Why there is nothing to show, or <see cref="ContentAbsence.None"/>.</param>
/// <param name="Messages">The messages, as they were sent: what went to the model before what came back.</param>
/// <param name="IsCut">Whether some of the text was left out.</param>
/// <param name="Redactions">What was replaced, by type.</param>
public sealed record RecordContent(ContentAbsence Absence, IReadOnlyList<ContentMessage> Messages, bool IsCut, IReadOnlyList<KeyValuePair<string, long>> Redactions);

/// <summary>One message.</summary>
/// <param name="IsAnswer">Whether it came from the model.</param>
/// <param name="Role"><c>system</c>, <c>user</c>, <c>assistant</c>, <c>tool</c>, or what the sender says; empty when it says nothing.</param>
/// <param name="Parts">Its parts.</param>
public sealed record ContentMessage(bool IsAnswer, string Role, IReadOnlyList<ContentPart> Parts);

/// <summary>One part of a message.</summary>
/// <param name="Kind"><c>text</c>, <c>reasoning</c>, <c>tool_call</c>, <c>tool_call_response</c>, or the name of what is not kept, as <c>blob</c>.</param>
/// <param name="Name">The tool, or the attribute whose form is not known; null for none.</param>
/// <param name="Text">The text, or JSON; null for what is not kept.</param>
public sealed record ContentPart(string Kind, string? Name, string? Text);
