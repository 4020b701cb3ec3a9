using System.Text.Json;
using System.Text.Json.Serialization;

namespace ModelStub.Ledger;

internal static class LedgerEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        WriteIndented = true,
    };

    public static void MapLedger(this IEndpointRouteBuilder app, CallLedger ledger)
    {
        app.MapGet("/ledger", () => Results.Json(ledger.Entries, Json));
        app.MapGet("/ledger/summary", () => Results.Json(LedgerSummary.Of(ledger.Entries), Json));
        app.MapPost("/ledger/reset", ledger.Reset);
    }
}
