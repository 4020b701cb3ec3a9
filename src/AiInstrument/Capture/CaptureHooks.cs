using AiInstrument.Budgets;
using AiInstrument.Capture.Content;

namespace AiInstrument.Capture;

/// <summary>What an application added to the capture path. Null as a whole where it added nothing: one read tells the hot path so.</summary>
/// <remarks>Interceptors are static, and so is the way from them to the host's services. The host that started last is asked.</remarks>
internal sealed class CaptureHooks(IAiBudgetGate? gate, ContentSettings? content = null)
{
    private static CaptureHooks? s_current;

    public static CaptureHooks? Current => Volatile.Read(ref s_current);

    public IAiBudgetGate? Gate { get; } = gate;

    public ContentSettings? Content { get; } = content;

    public void Install() => Volatile.Write(ref s_current, Gate is null && Content is null ? null : this);

    /// <summary>Another host's hooks stay.</summary>
    public void Remove() => Interlocked.CompareExchange(ref s_current, null, this);
}
