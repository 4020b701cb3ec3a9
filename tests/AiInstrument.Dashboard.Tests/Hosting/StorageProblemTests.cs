using System.Net;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Dashboard.Tests.Hosting;

public sealed class StorageProblemTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_cannot_be_written_is_told_on_every_page_to_admins_alone_until_the_next_write()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan());
        using var client = await server.SignInAsync();
        Assert.DoesNotContain("storage-problem", await client.GetStringAsync("/", Cancellation), StringComparison.Ordinal);
        await using (var foreign = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(server.Folder, "aiinstrument.db"), Pooling = false }.ToString()))
        {
            await foreign.OpenAsync(Cancellation);
            await using var holding = foreign.BeginTransaction(deferred: false);
            await Assert.ThrowsAsync<HttpRequestException>(() => server.SendAsync([new TestSpan()]));

            foreach (var path in (string[])["/", "/features", "/users", "/records", "/coverage", "/records/4711", "/nowhere"])
            {
                using var page = await client.GetAsync(path, Cancellation);
                var html = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync(Cancellation));
                Assert.Contains("Calls are not being stored: another program holds the database. Senders have been told to try again since", html, StringComparison.Ordinal);
            }

            client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("tr");
            Assert.Contains("veritabanını başka bir program tutuyor", WebUtility.HtmlDecode(await client.GetStringAsync("/", Cancellation)), StringComparison.Ordinal);
            Assert.DoesNotContain("storage-problem", await server.Anonymous.GetStringAsync("/signin", Cancellation), StringComparison.Ordinal);
        }

        await server.SendAsync([new TestSpan()]);
        Assert.DoesNotContain("storage-problem", await client.GetStringAsync("/", Cancellation), StringComparison.Ordinal);
    }

    // As long as a form waits for the database: half a minute.
    [Fact]
    public async Task A_form_that_cannot_be_written_says_that_the_database_is_busy_and_works_later()
    {
        await using var server = await RunningServer.StartAsync(new TestSpan());
        using var client = await server.SignInAsync();
        await using (var foreign = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(server.Folder, "aiinstrument.db"), Pooling = false }.ToString()))
        {
            await foreign.OpenAsync(Cancellation);
            await using var holding = foreign.BeginTransaction(deferred: false);
            using var busy = await AddRateAsync();

            Assert.Equal(HttpStatusCode.ServiceUnavailable, busy.StatusCode);
            Assert.Contains("The database is busy", await busy.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }

        using var stored = await AddRateAsync();
        Assert.Equal(HttpStatusCode.Redirect, stored.StatusCode);

        Task<HttpResponseMessage> AddRateAsync() => RunningServer.SubmitAsync(client, "/prices/currencies", "/prices/currencies", new() { ["code"] = "EUR", ["rate"] = "0.9" });
    }
}
