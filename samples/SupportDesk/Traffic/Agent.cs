using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SupportDesk.Traffic;

/// <summary>A person at a desk: sends what a browser would send, and takes refusals as they come.</summary>
internal sealed partial class Agent : IDisposable
{
    private readonly HttpClient _http;

    public Agent(Uri app, string organization, string user)
    {
        _http = new HttpClient { BaseAddress = app };
        _http.DefaultRequestHeaders.Add("x-org", organization);
        _http.DefaultRequestHeaders.Add("x-user", user);
    }

    public async Task<IReadOnlyList<string>> ListTicketsAsync() =>
        [.. (await _http.GetFromJsonAsync<JsonElement>("tickets")).EnumerateArray().Select(Id)];

    public async Task<string> WriteTicketAsync(string subject, string text)
    {
        using var answer = await _http.PostAsJsonAsync("tickets", new { project = "webshop", subject, text });
        return Id(await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>());
    }

    public async Task SummarizeAsync(string ticket) => (await _http.PostAsync($"tickets/{ticket}/summary", null)).Dispose();

    public async Task WriteHeadlineAsync(string ticket) => (await _http.PostAsync($"tickets/{ticket}/headline", null)).Dispose();

    public async Task ClassifyAsync(string ticket) => (await _http.PostAsync($"tickets/{ticket}/classification", null)).Dispose();

    public Task TranslateAsync(string ticket, bool leaveEarly = false) => StreamAsync($"tickets/{ticket}/translation?language=German", null, leaveEarly);

    public Task ReplyAsync(string ticket, bool leaveEarly = false) => StreamAsync($"tickets/{ticket}/reply", null, leaveEarly);

    public Task ChatAsync(string ticket, string question) =>
        StreamAsync($"tickets/{ticket}/chat", JsonContent.Create(new { text = question }), leaveEarly: false);

    public async Task SearchAsync(string question) => (await _http.GetAsync("search?q=" + Uri.EscapeDataString(question))).Dispose();

    public async Task SendMailAsync(string from, string organization, string text) =>
        (await _http.PostAsJsonAsync("webhooks/mail", new { from, organization, text })).Dispose();

    public async Task LeaveVoicemailAsync(ReadOnlyMemory<byte> sound) =>
        (await _http.PostAsync("webhooks/voicemail", new ReadOnlyMemoryContent(sound))).Dispose();

    /// <summary>Opens the page and sends its form, with the form's token as a browser does.</summary>
    public async Task RewriteAsync(string text, bool forCustomer)
    {
        var page = await _http.GetStringAsync("desk");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Text"] = text,
            ["ForCustomer"] = forCustomer ? "true" : "false",
            ["__RequestVerificationToken"] = FormToken().Match(page).Groups["token"].Value,
        });
        using var answer = await _http.PostAsync("desk", form);

        // A budget of an earlier run may hold; nobody is there to confirm.
        if (answer.StatusCode != HttpStatusCode.PaymentRequired)
        {
            answer.EnsureSuccessStatusCode();
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Reads a stream of events to its end, or leaves at the first one.</summary>
    private async Task StreamAsync(string path, HttpContent? content, bool leaveEarly)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        while (await reader.ReadLineAsync() is not null && !leaveEarly)
        {
        }
    }

    private static string Id(JsonElement ticket) => ticket.GetProperty("id").GetString()!;

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FormToken();
}
