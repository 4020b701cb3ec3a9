using System.Text.Json.Nodes;

namespace AiInstrument.Dashboard.Tests.Support;

/// <summary>A server-sent event.</summary>
/// <param name="Id">Where a new stream would go on.</param>
/// <param name="Name">Its kind.</param>
/// <param name="Data">What it says.</param>
internal sealed record ServerEvent(string Id, string Name, JsonObject Data);
