using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace AiInstrument.Screenshots;

/// <summary>The calls of the last minutes, sent as an application sends them: a server to which nothing came has nothing to say on its System page.</summary>
internal static class Arrivals
{
    private const int Requests = 12;
    private const int SpansOfARequest = 8;
    private const int CallsOfASession = 16;
    private const int TraceBytes = 16;
    private const int SpanBytes = 8;
    private const string User = "grace.berg";

    /// <summary>Sends them.</summary>
    public static async Task SendAsync(Uri otlpHttp, string key)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("x-api-key", key);
        for (var request = 0; request < Requests; request++)
        {
            var spans = new JsonArray([.. Enumerable.Range(request * SpansOfARequest, SpansOfARequest).Select(number => Span(number + 1))]);
            var body = new JsonObject
            {
                ["resourceSpans"] = new JsonArray(new JsonObject
                {
                    ["resource"] = new JsonObject { ["attributes"] = new JsonArray(Attribute("service.name", "support-desk")) },
                    ["scopeSpans"] = new JsonArray(new JsonObject { ["scope"] = new JsonObject { ["name"] = "AiInstrument" }, ["spans"] = spans }),
                }),
            };
            using var answer = await client.PostAsJsonAsync(new Uri(otlpHttp, "v1/traces"), body);
            if (!answer.IsSuccessStatusCode)
            {
                throw new PictureException($"The collector refuses the calls of the last minutes: {(int)answer.StatusCode}.");
            }
        }
    }

    private static JsonNode Span(int number)
    {
        var start = PictureTime.Taken.AddSeconds(-4 * number);

        // Ids that look like ids, and are the same in every picture.
        var id = SHA256.HashData(BitConverter.GetBytes(number));
        return new JsonObject
        {
            ["traceId"] = Convert.ToHexStringLower(id.AsSpan(0, TraceBytes)),
            ["spanId"] = Convert.ToHexStringLower(id.AsSpan(TraceBytes, SpanBytes)),
            ["name"] = "chat gpt-4o-mini",
            ["kind"] = 3,
            ["startTimeUnixNano"] = Nanos(start),
            ["endTimeUnixNano"] = Nanos(start.AddMilliseconds(350 + (number * 7 % 400))),
            ["attributes"] = new JsonArray(
                Attribute("gen_ai.operation.name", "chat"),
                Attribute("gen_ai.provider.name", "openai"),
                Attribute("gen_ai.request.model", "gpt-4o-mini"),
                Attribute("gen_ai.response.model", "gpt-4o-mini-2024-07-18"),
                Number("gen_ai.usage.input_tokens", 600 + (number * 37 % 500)),
                Number("gen_ai.usage.output_tokens", 10 + (number * 11 % 40)),
                Attribute("aiinstrument.feature.id", "ticket.classify"),
                Attribute("aiinstrument.feature.category", "classification"),
                Attribute("aiinstrument.entry_point", "POST /tickets/{id}/classification"),
                Attribute("aiinstrument.entry_point.kind", "http"),
                Attribute("aiinstrument.organization.id", "aurora-labs"),
                Attribute("user.id", User),
                Attribute("session.id", string.Create(CultureInfo.InvariantCulture, $"{User}-{number / CallsOfASession}"))),
        };
    }

    private static string Nanos(DateTimeOffset moment) => ((moment - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);

    private static JsonNode Attribute(string key, string value) => new JsonObject { ["key"] = key, ["value"] = new JsonObject { ["stringValue"] = value } };

    private static JsonNode Number(string key, long value) => new JsonObject { ["key"] = key, ["value"] = new JsonObject { ["intValue"] = value.ToString(CultureInfo.InvariantCulture) } };
}
