namespace AiInstrument.EndToEnd.Tests.Contracts;

/// <summary>A request of an application and what the collector answered. Bodies are base64: they are what was on the wire, byte by byte.</summary>
/// <param name="Path">The request's path.</param>
/// <param name="ContentType">The request's content type.</param>
/// <param name="Request">The request's body.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="AnswerType">The answer's content type.</param>
/// <param name="Answer">The answer's body.</param>
internal sealed record Exchange(string Path, string ContentType, byte[] Request, int Status, string? AnswerType, byte[] Answer);
