using System.Text.Json.Nodes;

namespace AiInstrument.Dashboard.Api.Describing;

/// <summary>A header that an endpoint reads.</summary>
/// <param name="Name">Its name.</param>
/// <param name="About">One sentence.</param>
/// <param name="IsRequired">Whether it must be there.</param>
internal sealed record ApiHeader(string Name, string About, bool IsRequired)
{
    public JsonObject Write() => new()
    {
        ["name"] = Name,
        ["in"] = "header",
        ["required"] = IsRequired,
        ["description"] = About,
        ["schema"] = new JsonObject { ["type"] = "string" },
    };
}
