using System.Diagnostics;
using System.Threading.Channels;

namespace AiInstrument.EndToEnd.Tests;

/// <summary>A <c>dotnet</c> process and what it writes. Killed when disposed.</summary>
internal sealed class DotnetProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly List<string> _output = [];
    private readonly Task _pump;

    private DotnetProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _pump = Task.WhenAll(PumpAsync(_process.StandardOutput), PumpAsync(_process.StandardError));
    }

    /// <summary>Everything written so far, both streams.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    /// <summary>Starts a process.</summary>
    /// <param name="arguments">The arguments: of <c>dotnet</c>, a program's file first.</param>
    /// <param name="environment">What its environment has besides the test's own.</param>
    /// <param name="host">What runs them: <c>dotnet</c>, or a program that brings its own runtime.</param>
    /// <param name="folder">Where it runs; null for the repository.</param>
    public static DotnetProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string host = "dotnet", string? folder = null)
    {
        var start = new ProcessStartInfo(host, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? BuildFacts.Repository,
        };

        // A test run inside `dotnet test` must not hand its own build's settings on.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return new DotnetProcess(start);
    }

    /// <summary>The rest of the first line that starts so.</summary>
    public async Task<string> ReadAfterAsync(string prefix, CancellationToken cancellationToken)
    {
        await foreach (var line in _lines.Reader.ReadAllAsync(cancellationToken))
        {
            if (line.StartsWith(prefix, StringComparison.Ordinal))
            {
                return line[prefix.Length..].Trim();
            }
        }

        throw new InvalidOperationException($"The process ended without a line that starts with '{prefix}':\n{Output}");
    }

    /// <summary>Ends the process as a power cut would: it runs no further instruction.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        await _process.WaitForExitAsync(cancellationToken);
    }

    public async Task<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _pump.WaitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        await _pump;
        _process.Dispose();
    }

    private async Task PumpAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_output)
            {
                _output.Add(line);
            }

            _lines.Writer.TryWrite(line);
        }

        if (reader == _process.StandardOutput)
        {
            _lines.Writer.TryComplete();
        }
    }
}
