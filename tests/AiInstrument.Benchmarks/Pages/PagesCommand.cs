using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AiInstrument.Benchmarks.Measuring;
using AiInstrument.Collector.Seeding;
using AiInstrument.Dashboard.Hosting;
using AiInstrument.Dashboard.Tests.Support;
using Microsoft.Data.Sqlite;

namespace AiInstrument.Benchmarks.Pages;

/// <summary>
/// Starts the real server on a seeded database, signs in, and asks for every page and every readable endpoint of the JSON API again and again: how long an answer takes until its
/// last byte, and how many bytes it has. With <c>--data FOLDER</c> the folder is used as it is; otherwise a small one is seeded. <c>--runs N</c> requests of each, <c>--only TEXT</c> only addresses that contain it.
/// </summary>
internal static partial class PagesCommand
{
    private const double Promised = 150;
    private const int SmallRows = 50_000;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(30);
    private static readonly string[] s_periods = ["1d", "7d", "30d", "90d", "all"];

    public static async Task<int> RunAsync(string[] args)
    {
        using var temporary = new TemporaryFolder();
        var given = Option(args, "--data");
        var folder = given ?? temporary.Path;
        var runs = int.Parse(Option(args, "--runs") ?? "40", CultureInfo.InvariantCulture);
        if (given is null)
        {
            await CollectorSeeding.RunAsync(folder, new SeedPlan { Rows = SmallRows, Days = 90, Until = DateTimeOffset.UtcNow });
        }

        // The windows end where the records end, whenever the folder was seeded.
        var (rows, newest) = Newest(folder);
        Report.Machine();
        var free = new Uri("http://127.0.0.1:0");
        const string Token = "token-of-the-benchmark-0123456789";
        var opening = Stopwatch.GetTimestamp();
        await using var server = await DashboardServer.StartAsync(new DashboardServerOptions
        {
            DataDirectory = folder,
            Http = free,
            OtlpHttp = free,
            OtlpGrpc = free,
            AdminToken = Token,
            Time = new LaterTime(newest),
        });
        Console.WriteLine(FormattableString.Invariant($"{rows:N0} records, opened in {Stopwatch.GetElapsedTime(opening).TotalSeconds:0.0} s"));
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = server.Http, Timeout = TimeSpan.FromMinutes(5) };
        var waiting = Stopwatch.GetTimestamp();
        while (!await TrySignInAsync(client, Token))
        {
            // The writer may be filling new rollups: how long nobody can sign in is worth knowing.
            if (Stopwatch.GetElapsedTime(waiting) > s_patience)
            {
                throw new InvalidOperationException("Nobody can sign in.");
            }
        }

        Console.WriteLine(FormattableString.Invariant($"signed in after {Stopwatch.GetElapsedTime(waiting).TotalSeconds:0.0} s"));
        if (given is null || !(await client.GetStringAsync("/alerts")).Contains("/alerts/rules/1", StringComparison.Ordinal))
        {
            await Furniture.AddAsync(server.Services, "aurora-labs", CancellationToken.None);
        }

        var pages = await EveryPage.FindAsync(server.Services, client, CancellationToken.None);
        foreach (var unreachable in pages.Unreachable)
        {
            Console.WriteLine($"not found by any link: {unreachable}");
        }

        client.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        var only = Option(args, "--only") ?? "";
        var answers = new List<Answer>();
        Report.Table(FormattableString.Invariant($"pages: {rows:N0} records, {runs} requests each, one at a time; milliseconds until the last byte (load {Report.Load()})"), ["address", "p50", "p95", "max", "processor ms", "bytes"], []);
        foreach (var address in (await WithPeriodsAsync(client, pages)).Where(address => address.Contains(only, StringComparison.Ordinal)))
        {
            var answer = await MeasureAsync(client, address, runs);
            answers.Add(answer);
            Console.WriteLine($"| `{Shortened(answer.Address)}` | {Report.Number(answer.P50)} | {Report.Number(answer.P95)} | {Report.Number(answer.Max)} | {Report.Number(answer.Processor)} | {answer.Bytes.ToString("N0", CultureInfo.InvariantCulture)} |");
        }

        var slow = answers.Where(answer => answer.P95 > Promised).ToList();
        Console.WriteLine();
        Console.WriteLine(FormattableString.Invariant($"{answers.Count - slow.Count} of {answers.Count} have a p95 of {Promised} ms or less; all together p50 {Report.Number(Rounds.Median(answers.Select(answer => answer.P50)))}, slowest {answers.MaxBy(answer => answer.P95)?.Address}; load at the end {Report.Load()}."));
        await FirstViewAsync(client);
        return 0;
    }

    private static string? Option(string[] args, string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    private static string Shortened(string address) => address.Length > 70 ? address[..67] + "…" : address.Replace("|", "\\|", StringComparison.Ordinal);

    private static (long Rows, DateTimeOffset Newest) Newest(string folder)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "aiinstrument.db"), Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT (SELECT count(*) FROM interactions), (SELECT max(start_unix_nano) FROM interactions)";
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), DateTimeOffset.UnixEpoch.AddTicks(reader.GetInt64(1) / 100));
    }

    private static async Task<bool> TrySignInAsync(HttpClient client, string token)
    {
        var form = await client.GetStringAsync("/signin");
        using var fields = new FormUrlEncodedContent(new Dictionary<string, string> { ["token"] = token, ["__RequestVerificationToken"] = Antiforgery().Match(form).Groups["value"].Value });
        using var answer = await client.PostAsync("/signin", fields);
        return answer.StatusCode == HttpStatusCode.Redirect;
    }

    // A page whose own links name a period is asked for with each.
    private static async Task<IReadOnlyList<string>> WithPeriodsAsync(HttpClient client, EveryPage pages)
    {
        var addresses = new List<string>(pages.Addresses);
        foreach (var address in pages.Addresses.Where(address => !address.Contains('?', StringComparison.Ordinal)))
        {
            var html = await (await client.GetAsync(address)).Content.ReadAsStringAsync();
            if (html.Contains($"href=\"{address}?period=", StringComparison.Ordinal))
            {
                addresses.AddRange(s_periods.Select(period => $"{address}?period={period}"));
            }
        }

        foreach (var address in pages.ApiAddresses())
        {
            addresses.Add(address);
            if (!address.Contains('?', StringComparison.Ordinal) && (await client.GetAsync(address + "?period=odd", HttpCompletionOption.ResponseHeadersRead)).StatusCode == HttpStatusCode.BadRequest)
            {
                addresses.AddRange(s_periods.Select(period => $"{address}?period={period}"));
            }
        }

        return [.. addresses.Distinct(StringComparer.Ordinal)];
    }

    private static async Task<Answer> MeasureAsync(HttpClient client, string address, int runs)
    {
        var times = new List<double>();
        var bytes = 0L;
        var used = TimeSpan.Zero;
        for (var run = -2; run < runs; run++)
        {
            if (run == 0)
            {
                used = Process.GetCurrentProcess().TotalProcessorTime;
            }

            var begun = Stopwatch.GetTimestamp();
            using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
            if (response.Content.Headers.ContentType?.MediaType == "text/event-stream")
            {
                // Has no end: what counts is how soon it begins.
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                continue;
            }

            bytes = (await response.Content.ReadAsByteArrayAsync()).LongLength;
            if (response.StatusCode != HttpStatusCode.OK && !address.StartsWith("/error", StringComparison.Ordinal))
            {
                Console.WriteLine($"{address} was answered with {(int)response.StatusCode}");
                runs = 1;
            }

            if (run >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        }

        times.Sort();
        var processor = (Process.GetCurrentProcess().TotalProcessorTime - used).TotalMilliseconds / runs;
        return new Answer(address, times[times.Count / 2], times[(int)Math.Ceiling(times.Count * 0.95) - 1], times[^1], processor, bytes);
    }

    // What a browser that has nothing yet loads for a page, style sheets' fonts included.
    private static async Task FirstViewAsync(HttpClient client)
    {
        var rows = new List<string[]>();
        foreach (var language in (string[])["en", "tr"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.Add("Accept-Language", language);
            using var response = await client.SendAsync(request);
            var sent = await response.Content.ReadAsByteArrayAsync();
            var html = await ReadAsync(response);
            var files = Asset().Matches(html).Select(match => match.Groups["value"].Value).Distinct(StringComparer.Ordinal).ToList();
            if (language == "tr")
            {
                files.Add(files.First(file => file.EndsWith("inter-latin.woff2", StringComparison.Ordinal)).Replace("inter-latin.", "inter-latin-ext.", StringComparison.Ordinal));
            }

            var sizes = new List<(string Name, int Bytes)> { ("HTML", sent.Length) };
            foreach (var file in files)
            {
                sizes.Add((file[(file.LastIndexOf('/') + 1)..], (await (await client.GetAsync(file)).Content.ReadAsByteArrayAsync()).Length));
            }

            rows.AddRange(sizes.Select(size => (string[])[language, size.Name, size.Bytes.ToString("N0", CultureInfo.InvariantCulture)]));
            rows.Add([language, "all", sizes.Sum(size => size.Bytes).ToString("N0", CultureInfo.InvariantCulture)]);
        }

        Report.Table("pages: bytes of a first view of the overview, as they are sent", ["language", "file", "bytes"], rows);
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStreamAsync();
        body.Position = 0;
        await using var plain = response.Content.Headers.ContentEncoding.Contains("br") ? new System.IO.Compression.BrotliStream(body, System.IO.Compression.CompressionMode.Decompress) : body;
        using var reader = new StreamReader(plain);
        return await reader.ReadToEndAsync();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<value>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Antiforgery();

    [GeneratedRegex("\"(?<value>/assets/[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Asset();

    private sealed record Answer(string Address, double P50, double P95, double Max, double Processor, long Bytes);

    /// <summary>Runs on from a moment.</summary>
    private sealed class LaterTime(DateTimeOffset from) : TimeProvider
    {
        private readonly long _begun = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => from + System.GetElapsedTime(_begun);
    }
}
