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
/// last byte, and how many bytes it has. Pages and endpoints that have a period are asked with each. Exports have no bound: of these it tells the first byte and what comes in some seconds. With <c>--data FOLDER</c> the folder is used as it is; otherwise a small one is seeded. <c>--runs N</c> requests of each, <c>--only TEXT</c> only addresses that contain it.
/// </summary>
internal static partial class PagesCommand
{
    private const double Promised = 150;
    private const string Events = "text/event-stream";
    private const int SmallRows = 50_000;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan s_reading = TimeSpan.FromSeconds(3);
    private static readonly string[] s_periods = ["1d", "7d", "30d", "90d", "all"];
    private static readonly string[] s_dimensions = ["feature", "route", "model", "provider", "category", "organization", "user", "project", "service"];

    public static async Task<int> RunAsync(string[] args)
    {
        using var temporary = new TemporaryFolder();
        var given = CommandOptions.Find(args, "--data");
        var folder = given ?? temporary.Path;
        var runs = int.Parse(CommandOptions.Find(args, "--runs") ?? "20", CultureInfo.InvariantCulture);
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

        var only = CommandOptions.Find(args, "--only") ?? "";
        var addresses = (await WithPeriodsAsync(client, pages, newest)).Where(address => address.Contains(only, StringComparison.Ordinal)).ToList();
        client.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        var answers = new List<Answer>();
        var streams = new List<string[]>();
        Report.Table(FormattableString.Invariant($"pages: {rows:N0} records, {runs} requests each, one at a time; milliseconds until the last byte (load {Report.Load()})"), ["address", "p50", "p95", "max", "processor ms", "bytes"], []);
        foreach (var address in addresses)
        {
            if (await MeasureAsync(client, address, runs, streams) is { } answer)
            {
                answers.Add(answer);
                Console.WriteLine($"| `{Shortened(answer.Address)}` | {Report.Number(answer.P50)} | {Report.Number(answer.P95)} | {Report.Number(answer.Max)} | {Report.Number(answer.Processor)} | {answer.Bytes.ToString("N0", CultureInfo.InvariantCulture)} |");
            }
        }

        Report.Table(FormattableString.Invariant($"pages: answers without a bound: milliseconds until the first byte, then {s_reading.TotalSeconds:0} seconds of reading"), ["address", "first byte p50", "first byte p95", "MiB/s", "whole"], streams);
        var slow = answers.Where(answer => answer.P95 > Promised).OrderByDescending(answer => answer.P95).ToList();
        Report.Table(
            FormattableString.Invariant($"pages: {answers.Count - slow.Count} of {answers.Count} have a p95 of {Promised} ms or less; p50 of all {Report.Number(Rounds.Median(answers.Select(answer => answer.P50)))} ms; load at the end {Report.Load()}"),
            ["above it", "p50", "p95", "max"],
            slow.Select(answer => (string[])[$"`{Shortened(answer.Address)}`", Report.Number(answer.P50), Report.Number(answer.P95), Report.Number(answer.Max)]));
        await FirstViewAsync(client);
        return 0;
    }

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

    // Every page, the page of a name of each explorer, and every endpoint; where the page's own links name a period, or the endpoint refuses a wrong one, with each period.
    private static async Task<IReadOnlyList<string>> WithPeriodsAsync(HttpClient client, EveryPage pages, DateTimeOffset newest)
    {
        string[] periods = [.. s_periods, newest.ToString("yyyy-MM", CultureInfo.InvariantCulture)];
        var found = new List<string>();
        var waiting = new Queue<string>(pages.Addresses);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        while (waiting.TryDequeue(out var address))
        {
            using var response = await client.GetAsync(address);
            var html = await response.Content.ReadAsStringAsync();
            foreach (var name in NameLink().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups["address"].Value)).DistinctBy(link => link.Split('?')[0]))
            {
                if (asked.Add(name.Split('?')[0]))
                {
                    waiting.Enqueue(name);
                }
            }

            found.Add(address);
            var path = address.Split('?')[0];
            if (PeriodLink().Matches(html).Any(match => match.Groups["path"].Value == path))
            {
                found.AddRange(periods.Select(period => With(address, period)));
            }
        }

        foreach (var address in pages.ApiAddresses().SelectMany(address => address.EndsWith("/groups", StringComparison.Ordinal) ? s_dimensions.Select(by => $"{address}?by={by}") : [address]))
        {
            found.Add(address);
            using var refused = await client.GetAsync(With(address, "odd"), HttpCompletionOption.ResponseHeadersRead);
            using var taken = await client.GetAsync(With(address, s_periods[0]), HttpCompletionOption.ResponseHeadersRead);
            if ((refused.StatusCode, taken.StatusCode) == (HttpStatusCode.BadRequest, HttpStatusCode.OK) && taken.Content.Headers.ContentType?.MediaType != Events)
            {
                found.AddRange(periods.Select(period => With(address, period)));
            }
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    // The same address for another period.
    private static string With(string address, string period)
    {
        var parts = address.Split('?', 2);
        var others = parts.Length == 1 ? [] : parts[1].Split('&').Where(pair => !pair.StartsWith("period=", StringComparison.Ordinal));
        return parts[0] + "?" + string.Join('&', others.Append("period=" + period));
    }

    /// <returns>Null for an answer without a bound, which is a row of its own, and for one that is none.</returns>
    private static async Task<Answer?> MeasureAsync(HttpClient client, string address, int runs, List<string[]> streams)
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
            if (response.Content.Headers.ContentType?.MediaType is Events or "text/csv" or "application/jsonl")
            {
                streams.Add(await MeasureStreamAsync(client, address, runs, isLive: response.Content.Headers.ContentType.MediaType == Events));
                return null;
            }

            bytes = (await response.Content.ReadAsByteArrayAsync()).LongLength;
            if (response.StatusCode != HttpStatusCode.OK && !address.StartsWith("/error", StringComparison.Ordinal))
            {
                Console.WriteLine($"{address} was answered with {(int)response.StatusCode}");
                return null;
            }

            if (run >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        }

        times.Sort();
        var processor = (Process.GetCurrentProcess().TotalProcessorTime - used).TotalMilliseconds / runs;
        return new Answer(address, times[times.Count / 2], P95(times), times[^1], processor, bytes);
    }

    private static double P95(List<double> sorted) => sorted[(int)Math.Ceiling(sorted.Count * 0.95) - 1];

    // How soon it begins, and how fast it goes on for some seconds. What is asked for no longer is given up, as a reader who goes away does.
    private static async Task<string[]> MeasureStreamAsync(HttpClient client, string address, int runs, bool isLive)
    {
        var buffer = new byte[64 * 1024];
        var times = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var begun = Stopwatch.GetTimestamp();
            using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
            await using var stream = await response.Content.ReadAsStreamAsync();
            _ = await stream.ReadAsync(buffer);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        times.Sort();
        if (isLive)
        {
            return [$"`{Shortened(address)}`", Report.Number(times[times.Count / 2]), Report.Number(P95(times)), "–", "–"];
        }

        var (bytes, whole) = (0L, false);
        using var enough = new CancellationTokenSource(s_reading);
        var reading = Stopwatch.GetTimestamp();
        try
        {
            using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, enough.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(enough.Token);
            while (await stream.ReadAsync(buffer, enough.Token) is > 0 and var read)
            {
                bytes += read;
            }

            whole = true;
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            // It goes on, which is what was to be seen.
        }

        var rate = bytes / Stopwatch.GetElapsedTime(reading).TotalSeconds / (1024 * 1024);
        return [$"`{Shortened(address)}`", Report.Number(times[times.Count / 2]), Report.Number(P95(times)), Report.Number(rate), whole ? "yes" : "no"];
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

    [GeneratedRegex("href=\"(?<path>/[^\"?]*)\\?(?:[^\"]*&amp;)?period=90d[\"&]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex PeriodLink();

    [GeneratedRegex("href=\"(?<address>/[a-z-]+/name\\?[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex NameLink();

    private sealed record Answer(string Address, double P50, double P95, double Max, double Processor, long Bytes);

    /// <summary>Runs on from a moment.</summary>
    private sealed class LaterTime(DateTimeOffset from) : TimeProvider
    {
        private readonly long _begun = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => from + System.GetElapsedTime(_begun);
    }
}
