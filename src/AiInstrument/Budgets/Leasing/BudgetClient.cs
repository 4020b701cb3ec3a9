using System.Net.Http.Headers;
using System.Text.Json;
using AiInstrument.Delivery.Sending;

namespace AiInstrument.Budgets.Leasing;

/// <summary>Asks the collector about budgets.</summary>
internal sealed class BudgetClient(OtlpTarget target) : IDisposable
{
    // Ten thousand budgets and their states.
    private const int MostAnswerBytes = 32 * 1024 * 1024;

    private static readonly MediaTypeHeaderValue s_json = new("application/json");

    private readonly HttpClient _http = OtlpHttp.CreateClient(target, MostAnswerBytes);

    public Uri Address => target.Address;

    /// <summary>An answer with the collector's clock, or why there is none.</summary>
    public async Task<(SyncAnswer? Answer, DateTimeOffset? ServerTime, SendResult Result)> SendAsync(SyncRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var message = OtlpHttp.Post(target);
            message.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, SyncJson.Default.SyncRequest));
            message.Content.Headers.ContentType = s_json;
            using var response = await _http.SendAsync(message, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                return (null, null, OtlpHttp.Failure(response));
            }

            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(body, SyncJson.Default.SyncAnswer) is { } answer
                ? (answer, response.Headers.Date, new SendResult(SendOutcome.Accepted, "accepted"))
                : Unreadable();
        }
        catch (JsonException)
        {
            return Unreadable();
        }
        catch (Exception e) when (OtlpHttp.Failure(e, cancellationToken) is { } failure)
        {
            return (null, null, failure);
        }
    }

    public void Dispose() => _http.Dispose();

    private static (SyncAnswer?, DateTimeOffset?, SendResult) Unreadable() => (null, null, new SendResult(SendOutcome.Unavailable, "an answer that cannot be read"));
}
