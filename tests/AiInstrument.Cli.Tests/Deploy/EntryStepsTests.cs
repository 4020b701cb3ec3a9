using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using AiInstrument.Cli.Tests.Support;

namespace AiInstrument.Cli.Tests.Deploy;

/// <summary>What an engine would do with the image, without one: publish, start as another user from folders that cannot be written, check, stop, start again.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EntryStepsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Application => Path.Combine(_folder.Path, "app");

    private string Data => Path.Combine(_folder.Path, "data");

    public void Dispose()
    {
        foreach (var folder in _folder.Info.GetDirectories("*", SearchOption.AllDirectories))
        {
            folder.UnixFileMode |= UnixFileMode.UserWrite;
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task The_image_starts_is_healthy_ends_and_keeps_its_data()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The image is one of Linux.");
        }

        await PublishAsync();
        var variables = Variables();
        Assert.Equal(1, (await Tool.RunProcessAsync(Image(variables, "healthcheck"))).Code);

        string address, key = Path.Combine(_folder.Path, "key");
        await File.WriteAllTextAsync(key, "key-of-the-container\n", Cancel);
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        variables["AIINSTRUMENT_API_KEY_FILE"] = key;
        using (var first = Process.Start(Image(variables, Dockerfile.Words(Assert.Single(Dockerfile.All("CMD"))))) ?? throw new InvalidOperationException())
        {
            var lines = await Tool.ReadUntilAsync(first, "Ctrl+C");
            Assert.Contains(lines, line => line.StartsWith("Admin token ", StringComparison.Ordinal));
            address = After(lines, "Dashboard");
            var checkedUp = await Tool.RunProcessAsync(Image(new Dictionary<string, string?>(variables) { ["AIINSTRUMENT_HTTP"] = address.Replace("127.0.0.1", "0.0.0.0", StringComparison.Ordinal) }, "healthcheck"));
            Assert.Equal((0, "ready", ""), (checkedUp.Code, checkedUp.Output.Trim(), checkedUp.Error));

            using var client = new HttpClient { DefaultRequestHeaders = { { "x-api-key", "key-of-the-container" } } };
            using var sent = await client.PostAsync(new Uri(new Uri(After(lines, "OTLP/HTTP")), "/v1/traces"), new StringContent(Span(), System.Text.Encoding.UTF8, "application/json"), Cancel);
            sent.EnsureSuccessStatusCode();
            Assert.Equal(0, await Tool.TerminateAsync(first));
        }

        // Maintenance runs in the same image, with the folder from its variable.
        var repriced = await Tool.RunProcessAsync(Image(variables, "reprice", "--json"));
        Assert.Equal((0, 1), (repriced.Code, (int)repriced.Json["records"]!));

        using var second = Process.Start(Image(variables, "serve"))!;
        var again = await Tool.ReadUntilAsync(second, "Ctrl+C");
        using var reader = new HttpClient { DefaultRequestHeaders = { { "x-api-key", "key-of-the-container" } } };
        var records = JsonNode.Parse(await reader.GetStringAsync(new Uri(new Uri(After(again, "Dashboard")), "/api/ai-usage/records?period=all"), Cancel))!;
        Assert.DoesNotContain(again, line => line.StartsWith("Admin token ", StringComparison.Ordinal));
        Assert.Equal(0, await Tool.TerminateAsync(second));
        Assert.Equal(1, (int)records["totalCount"]!);
        Assert.Equal("", await second.StandardError.ReadToEndAsync(Cancel));
    }

    /// <summary>The Dockerfile's own command, but from what these tests were built from.</summary>
    private async Task PublishAsync()
    {
        var words = Dockerfile.All("RUN").Select(Dockerfile.Words).Single(words => words is ["dotnet", "publish", ..]);
        string[] replaced = [.. words[1..].Select(word => word switch { "/app" => Application, "Release" => RepositoryFacts.Configuration, "--no-restore" => "--no-build", _ => word })];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", replaced)
        {
            WorkingDirectory = RepositoryFacts.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1" },
        })!;
        var output = await publish.StandardOutput.ReadToEndAsync(Cancel);
        await publish.WaitForExitAsync(Cancel);
        Assert.True(publish.ExitCode == 0, output);
        foreach (var file in Directory.EnumerateFileSystemEntries(Application, "*", SearchOption.AllDirectories).Append(Application))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        // A named volume has the mode of the folder that it is mounted over; here everybody may use it, because this user cannot give it away.
        Directory.CreateDirectory(Data);
        const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        _folder.Info.UnixFileMode = Open | UnixFileMode.UserWrite;
        File.SetUnixFileMode(Data, Open | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
    }

    private Dictionary<string, string?> Variables() => new()
    {
        ["AIINSTRUMENT_DATA"] = Data,
        ["AIINSTRUMENT_HTTP"] = "http://127.0.0.1:0",
        ["AIINSTRUMENT_OTLP_HTTP"] = "http://127.0.0.1:0",
        ["AIINSTRUMENT_OTLP_GRPC"] = "http://127.0.0.1:0",
        ["DOTNET_EnableDiagnostics"] = "0",
        ["HOME"] = "/nonexistent",
    };

    /// <summary>The entry point; as the user of the image where these tests may choose one.</summary>
    private ProcessStartInfo Image(IReadOnlyDictionary<string, string?> variables, params string[] arguments)
    {
        var entry = Dockerfile.Words(Assert.Single(Dockerfile.All("ENTRYPOINT"))).Select(word => word.Replace("/app", Application, StringComparison.Ordinal));
        var user = Assert.Single(Dockerfile.All("USER")).Split(':');
        string[] become = Environment.UserName == "root" && File.Exists("/usr/bin/setpriv") ? ["setpriv", "--reuid", user[0], "--regid", user[1], "--clear-groups"] : [];
        string[] words = [.. become, .. entry, .. arguments];
        var start = Tool.Program(variables);
        (start.FileName, start.WorkingDirectory) = (words[0], Application);
        start.ArgumentList.Clear();
        foreach (var word in words[1..])
        {
            start.ArgumentList.Add(word);
        }

        return start;
    }

    private static string Span()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        return $$$"""
            {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"{{{Guid.NewGuid():N}}}","spanId":"0102030405060708","name":"chat","kind":3,
            "startTimeUnixNano":"{{{(now - 1000).ToString(CultureInfo.InvariantCulture)}}}000000","endTimeUnixNano":"{{{now.ToString(CultureInfo.InvariantCulture)}}}000000",
            "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},{"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},
            {"key":"gen_ai.usage.input_tokens","value":{"intValue":"1000"}}]}]}]}]}
            """;
    }

    private static string After(List<string> lines, string start) => lines.Single(line => line.StartsWith(start, StringComparison.Ordinal))[start.Length..].Trim();
}
