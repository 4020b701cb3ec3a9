namespace AiInstrument.Dashboard.Api.Describing;

/// <summary>What the document calls an endpoint. Not the framework's endpoint name, which must be unique in the application around the dashboard.</summary>
/// <param name="Name">The operation's id, such as <c>getStats</c>.</param>
/// <param name="Summary">One sentence.</param>
internal sealed record ApiOperation(string Name, string Summary);
