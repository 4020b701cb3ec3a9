using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AiInstrument.EndToEnd.Tests;

/// <summary>The support desk with its stub and its dashboard, one organization over its budget, and a browser that posts its forms.</summary>
internal sealed partial class BudgetedDesk : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DotnetProcess _process;
    private readonly HttpClient _agent = new();
    private readonly HttpClient _admin = new(new HttpClientHandler { AllowAutoRedirect = false });
    private Uri _desk = null!;
    private Uri _ledger = null!;

    private BudgetedDesk(decimal dollars) => _process = DotnetProcess.Start(
        [BuildFacts.SupportDesk, "--free-ports", "--budget", dollars.ToString(CultureInfo.InvariantCulture), "--data", _folder.Path]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts it; returns when a working day's traffic is recorded and the budget is created.</summary>
    public static async Task<BudgetedDesk> StartAsync(decimal dollars, string user)
    {
        var desk = new BudgetedDesk(dollars);
        var dashboard = (await desk._process.ReadAfterAsync("Dashboard:", Cancel)).Split(' ', ')');
        desk._desk = new Uri(await desk._process.ReadAfterAsync("Support desk:", Cancel));
        desk._ledger = new Uri(new Uri(await desk._process.ReadAfterAsync("Stub ledger:", Cancel)), "/ledger");
        desk._agent.DefaultRequestHeaders.Add("x-user", user);
        desk._admin.BaseAddress = new Uri(dashboard[0]);
        using var signedIn = await SubmitAsync(desk._admin, new Uri(desk._admin.BaseAddress, "signin"), "", new() { ["token"] = dashboard[^2] });
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        return desk;
    }

    /// <summary>Submits the desk's form with one of its buttons.</summary>
    /// <param name="text">What is typed.</param>
    /// <param name="handler">The button's handler; empty for the form's own.</param>
    /// <returns>The status and the page.</returns>
    public async Task<(HttpStatusCode Status, string Page)> RewriteAsync(string text, string handler = "")
    {
        using var answer = await SubmitAsync(_agent, _desk, handler, new() { ["Text"] = text, ["ForCustomer"] = "false" });
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>Asks as a program does.</summary>
    public async Task<HttpResponseMessage> SearchAsync(bool confirm)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_desk, "search?q=parcel"));
        if (confirm)
        {
            request.Headers.Add("x-confirm-budget", "true");
        }

        return await _agent.SendAsync(request, Cancel);
    }

    /// <summary>How many calls the models have served.</summary>
    public async Task<int> ReadServedAsync() => (await _agent.GetFromJsonAsync<JsonElement>(_ledger, Cancel)).GetArrayLength();

    /// <summary>The page of the newest record that succeeded after a moment; null while there is none.</summary>
    public async Task<string?> FindRecordAsync(DateTimeOffset after, string feature)
    {
        var records = await _admin.GetFromJsonAsync<JsonElement>(new Uri($"api/ai-usage/records?period=all&pageSize=20&feature={feature}", UriKind.Relative), Cancel);
        var newest = records.GetProperty("items").EnumerateArray().FirstOrDefault(record => record.GetProperty("status").GetString() == "ok" && record.GetProperty("start").GetDateTimeOffset() > after);
        return newest.ValueKind == JsonValueKind.Undefined ? null : await _admin.GetStringAsync(new Uri($"records/{newest.GetProperty("id").GetInt64()}", UriKind.Relative), Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _agent.Dispose();
        _admin.Dispose();
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<HttpResponseMessage> SubmitAsync(HttpClient client, Uri page, string handler, Dictionary<string, string> fields)
    {
        fields["__RequestVerificationToken"] = FormToken().Match(await client.GetStringAsync(page, Cancel)).Groups["token"].Value;
        using var form = new FormUrlEncodedContent(fields);
        return await client.PostAsync(handler.Length == 0 ? page : new Uri(page, "?handler=" + handler), form, Cancel);
    }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FormToken();
}
