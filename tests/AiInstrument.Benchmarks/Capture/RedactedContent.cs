using AiInstrument.Capture;
using AiInstrument.Capture.Content;
using AiInstrument.Redaction;

namespace AiInstrument.Benchmarks.Capture;

/// <summary>Content goes through the built-in redactor until this is disposed.</summary>
internal sealed class RedactedContent : IDisposable
{
    private readonly CaptureHooks _hooks = new(gate: null, new ContentSettings(KeepsText: true, [new BuiltInRedactor()]));
    private readonly IDisposable _listening;

    public RedactedContent(IDisposable listening)
    {
        _listening = listening;
        _hooks.Install();
    }

    public void Dispose()
    {
        _hooks.Remove();
        _listening.Dispose();
    }
}
