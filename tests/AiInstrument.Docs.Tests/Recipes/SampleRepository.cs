using System.Diagnostics;
using System.Text;
using AiInstrument.Generators;
using AiInstrument.RoslynTesting;

namespace AiInstrument.Docs.Tests.Recipes;

/// <summary>
/// A repository of two commits, and a machine of a CI: <c>git</c> and the tool are the real ones, <c>dotnet build</c> puts down assemblies that are made here,
/// <c>gh</c> keeps comments in a file. Every command is written down.
/// </summary>
internal sealed class SampleRepository : IAsyncDisposable
{
    private const string Before = """
        using AiInstrument;
        using OpenAI.Chat;

        public class Tickets(ChatClient chat)
        {
            [AiFeature("ticket.summarize")]
            public ChatCompletion Summarize(string text) => chat.CompleteChat(text);
        }
        """;

    private const string After = Before + """


        public class Replies(ChatClient chat)
        {
            [AiFeature("ticket.reply")]
            public ChatCompletion Reply(string text) => chat.CompleteChat(text);
        }
        """;

    private readonly TemporaryFolder _folder = new();

    private SampleRepository()
    {
    }

    public string Root => PathOf("repository");

    /// <summary>The commit that the pull request is compared with.</summary>
    public string BaseCommit { get; private set; } = "";

    /// <summary>The comments of the pull request, one file each.</summary>
    public IReadOnlyList<string> Comments => [.. Directory.EnumerateFiles(PathOf("comments")).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    /// <summary>The commands that ran, with their arguments.</summary>
    public IReadOnlyList<string[]> Commands => [.. File.ReadAllText(PathOf("commands")).Split('\u001e', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\u001f', StringSplitOptions.RemoveEmptyEntries))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes it.</summary>
    /// <param name="scans">Whether the tool reads the source; else <c>scan</c> and <c>check</c> are written down alone.</param>
    public static async Task<SampleRepository> CreateAsync(bool scans)
    {
        var made = new SampleRepository();
        foreach (var folder in (string[])["repository/App", "tools", "comments", "temp", "staging", "assemblies/base", "assemblies/head"])
        {
            Directory.CreateDirectory(made.PathOf(folder));
        }

        await File.WriteAllTextAsync(made.PathOf("commands"), "", Cancel);
        await EmitAsync(Before, made.PathOf("assemblies", "base", "App.dll"));
        await EmitAsync(After, made.PathOf("assemblies", "head", "App.dll"));
        await made.WriteToolsAsync(scans);
        await made.CommitAsync();
        return made;
    }

    public string PathOf(params string[] parts) => Path.Combine([_folder.Path, .. parts]);

    /// <summary>Runs a script as the CI would, from the repository's folder.</summary>
    /// <returns>The exit code and what was printed.</returns>
    public async Task<(int Code, string Output)> RunAsync(string script, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || k.StartsWith("GIT_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["PATH"] = PathOf("tools") + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, string.Join('\n', output));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task EmitAsync(string source, string path)
    {
        var run = await (TestProject.Library(source) with
        {
            AssemblyName = "App",
            Features = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("InterceptorsNamespaces", "AiInstrument.Generated"),
        }).GenerateAsync(new AiInstrumentGenerator());
        await using var assembly = run.Output.EmitToStream(Cancel);
        await using var file = File.Create(path);
        await assembly.CopyToAsync(file, Cancel);
    }

    private async Task WriteToolsAsync(bool scans)
    {
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var tool = typeof(Cli.ToolCommand).Assembly.Location;
        const string Log = "printf '%s\\037' \"$(basename \"$0\")\" \"$@\" >> \"@commands\"\nprintf '\\036' >> \"@commands\"\n";
        await WriteToolAsync("dotnet", $$"""
            {{Log}}
            PATH="${PATH#*:}"
            case "$1" in
              aiinstrument)
                shift
                case "$1" in
                  scan|check) if [ "{{(scans ? "real" : "dry")}}" = dry ]; then while [ $# -gt 0 ]; do [ "$1" = --output ] && echo '{}' > "$2"; shift; done; exit 0; fi ;;
                esac
                exec "{{dotnet}}" "{{tool}}" "$@" ;;
              restore) if [ "{{(scans ? "real" : "dry")}}" = real ]; then exec "{{dotnet}}" restore App; fi ;;
              build)
                out=App/bin/Debug/net10.0
                while [ $# -gt 0 ]; do [ "$1" = --output ] && out=$2; shift; done
                which=head; case "$PWD" in */source) which=base ;; esac
                mkdir -p "$out"; cp "@assemblies/$which/App.dll" "$out/" ;;
            esac
            """);
        // What it would install, the machine has: curl and jq.
        await WriteToolAsync("apk", "[ \"$1\" = add ]");
        await WriteToolAsync("gh", $$"""
            {{Log}}
            body=; method=GET; path=
            while [ $# -gt 0 ]; do
              case "$1" in
                api|--silent|--paginate) ;;
                --method) method=$2; shift ;;
                --field) body=${2#body=@}; shift ;;
                --jq) jq=$2; shift ;;
                *) path=$1 ;;
              esac
              shift
            done
            case "$method" in
              GET) ls "@comments" ;;
              POST) cp "$body" "@comments/101" ;;
              PATCH) cp "$body" "@comments/${path##*/}" ;;
            esac
            """);
    }

    private async Task WriteToolAsync(string name, string script)
    {
        var path = PathOf("tools", name);
        await File.WriteAllTextAsync(path, "#!/usr/bin/env bash\nset -e\n" + script.Replace("@commands", PathOf("commands"), StringComparison.Ordinal).Replace("@comments", PathOf("comments"), StringComparison.Ordinal).Replace("@assemblies", PathOf("assemblies"), StringComparison.Ordinal) + "\n", Cancel);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private async Task CommitAsync()
    {
        await WriteAsync("App/App.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup></Project>""");
        await WriteAsync("App/Old.cs", """
            public class Old(HttpClient http)
            {
                public Task<string> AskAsync() => http.GetStringAsync("https://api.openai.com/v1/models");

                public Task<HttpResponseMessage> TellAsync(HttpContent body) => http.PostAsync("https://api.openai.com/v1/chat/completions", body);
            }
            """);
        await WriteAsync(".gitignore", "bin/\nobj/\n");
        await WriteAsync("Directory.Build.props", "<Project />");
        await WriteAsync("aii-baseline.json", "{}");
        var first = await RunAsync("git init -q -b main . && git config user.email t@example.org && git config user.name t && git add -A && git commit -qm one && git rev-parse HEAD && git update-ref refs/remotes/origin/main HEAD", new Dictionary<string, string>(StringComparer.Ordinal));
        Assert.True(first.Code == 0, first.Output);
        BaseCommit = first.Output.Trim();
        await WriteAsync("App/New.cs", "public class New;\n");
        var second = await RunAsync("git checkout -qb change && git add -A && git commit -qm two", new Dictionary<string, string>(StringComparer.Ordinal));
        Assert.True(second.Code == 0, second.Output);

        Task WriteAsync(string file, string text) => File.WriteAllTextAsync(PathOf("repository", file), text, Encoding.UTF8, Cancel);
    }
}
