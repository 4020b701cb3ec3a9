namespace AiInstrument.Collector.Storage;

/// <summary>Tells failures that pass by themselves from others.</summary>
public static class DatabaseBusy
{
    /// <summary>Whether something failed because the database's only writing place stayed taken for as long as a form waits. Nothing was written; the same request may succeed in a while.</summary>
    /// <param name="exception">What failed, or null.</param>
    public static bool Explains(Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (StorageFailure.KindOf(cause) == StorageProblemKind.Locked)
            {
                return true;
            }
        }

        return false;
    }
}
