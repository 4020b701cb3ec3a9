namespace AiInstrument;

/// <summary>An open attribution scope. Disposing closes it in the current flow; twice, late or out of order does no harm.</summary>
/// <remarks>
/// Work that was started inside the scope and still runs keeps the attribution that it was started with.
/// Like every <see cref="AsyncLocal{T}"/>, a scope closes only for the async method that opened it and what that calls:
/// open and dispose in the same method.
/// </remarks>
public readonly struct AiScopeHandle : IDisposable
{
    private readonly AiScopeFrame? _frame;

    internal AiScopeHandle(AiScopeFrame frame) => _frame = frame;

    /// <summary>Closes the scope. Scopes that were opened inside it and are still open keep their own values.</summary>
    public void Dispose()
    {
        if (_frame is not null)
        {
            AiScope.Close(_frame);
        }
    }
}
