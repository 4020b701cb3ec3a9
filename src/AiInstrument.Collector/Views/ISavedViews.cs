namespace AiInstrument.Collector.Views;

/// <summary>Lists of records that people come back to. Sharing is entered in the audit log, and so is every change of a shared view.</summary>
public interface ISavedViews
{
    /// <summary>Characters of a name.</summary>
    const int MostNameChars = 100;

    /// <summary>Characters of an address.</summary>
    const int MostQueryChars = 8000;

    /// <summary>Views of one person.</summary>
    const int MostViews = 200;

    /// <summary>The reader's own views and those that they see of others, by name.</summary>
    Task<IReadOnlyList<SavedView>> ListAsync(ViewReader reader, CancellationToken cancellationToken);

    /// <summary>A view that the reader sees, or null.</summary>
    Task<SavedView?> FindAsync(ViewReader reader, int id, CancellationToken cancellationToken);

    /// <summary>The view that the reader's list begins with, or null.</summary>
    Task<SavedView?> FindDefaultAsync(ViewReader reader, CancellationToken cancellationToken);

    /// <summary>Saves a view; one of the same name and owner is replaced.</summary>
    /// <returns>Its id; null when the reader has as many as one may have.</returns>
    /// <exception cref="ArgumentException">The name or the address is empty or too long.</exception>
    Task<int?> SaveAsync(ViewReader reader, string name, string query, bool share, CancellationToken cancellationToken);

    /// <summary>Gives a view of the reader another name.</summary>
    /// <returns>False when it is not the reader's, or another of their views has the name.</returns>
    Task<bool> RenameAsync(ViewReader reader, int id, string name, CancellationToken cancellationToken);

    /// <summary>Shares a view of the reader with the workspace, or no longer.</summary>
    /// <returns>False when it is not the reader's, or they may not share.</returns>
    Task<bool> ShareAsync(ViewReader reader, int id, bool share, CancellationToken cancellationToken);

    /// <summary>Deletes a view of the reader.</summary>
    /// <returns>False when it is not the reader's.</returns>
    Task<bool> DeleteAsync(ViewReader reader, int id, CancellationToken cancellationToken);

    /// <summary>Lets the reader's list begin with a view that they see, or with none.</summary>
    /// <returns>False when they see no such view.</returns>
    Task<bool> SetDefaultAsync(ViewReader reader, int? id, CancellationToken cancellationToken);
}
