using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AiInstrument.Cli.Init;

/// <summary>What <c>init</c> did to a solution, kept in <c>.aiinstrument</c> beside it, so that it can be undone byte for byte.</summary>
/// <param name="Files">The files.</param>
internal sealed record UndoJournal(IReadOnlyList<UndoFile> Files)
{
    private const string Folder = ".aiinstrument";

    /// <summary>Carries changes out: all of them, or none.</summary>
    /// <returns>The journal's path.</returns>
    /// <exception cref="RefusedException">A file cannot be written; nothing was changed.</exception>
    public static string Apply(string root, IReadOnlyList<InitChange> changes, TimeProvider time)
    {
        if (changes.FirstOrDefault(change => change.Before is not null && IsReadOnly(change.File)) is { } locked)
        {
            throw new RefusedException($"'{locked.File}' is read-only: make it writable. Nothing was changed.");
        }

        var done = new List<InitChange>();
        try
        {
            var journal = Write(root, new UndoJournal([.. changes.Select(change => UndoFile.Of(root, change))]), time);
            foreach (var change in changes)
            {
                done.Add(change);
                File.WriteAllBytes(change.File, change.After);
            }

            return journal;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Restore(done);
            RemoveNewest(root);
            throw new RefusedException($"{e.Message.TrimEnd('.')}. Nothing was changed.");
        }
    }

    /// <summary>Adds a file that was made afterwards to the newest journal.</summary>
    public static void Add(string root, InitChange change)
    {
        var path = Newest(root)!;
        var journal = Read(path);
        File.WriteAllText(path, JsonSerializer.Serialize(journal with { Files = [.. journal.Files, UndoFile.Of(root, change)] }, UndoJson.Default.UndoJournal));
    }

    /// <summary>Undoes the newest changes.</summary>
    /// <returns>The files that are as they were.</returns>
    /// <exception cref="RefusedException">There is nothing to undo, or files were changed since; nothing was changed.</exception>
    public static IReadOnlyList<string> Undo(string root)
    {
        var path = Newest(root) ?? throw new RefusedException($"There is nothing to undo in '{root}'.");
        var journal = Read(path);
        var changed = journal.Files.Where(file => !file.IsAsLeft(root)).Select(file => file.Path).ToList();
        if (changed.Count > 0)
        {
            throw new RefusedException($"These files were changed since: {string.Join(", ", changed)}. Nothing was undone; {Path.GetRelativePath(root, path)} has what they were.");
        }

        if (journal.Files.FirstOrDefault(file => IsReadOnly(Path.Combine(root, file.Path))) is { } locked)
        {
            throw new RefusedException($"'{locked.Path}' is read-only: make it writable. Nothing was undone.");
        }

        foreach (var file in journal.Files)
        {
            file.Restore(root);
        }

        RemoveNewest(root);
        return [.. journal.Files.Select(file => file.Path)];
    }

    private static UndoJournal Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), UndoJson.Default.UndoJournal)!;
        }
        catch (JsonException)
        {
            throw new RefusedException($"'{path}' cannot be read: it was changed.");
        }
    }

    private static string Write(string root, UndoJournal journal, TimeProvider time)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, Folder)).FullName;

        // The folder is this machine's, not the repository's.
        File.WriteAllText(Path.Combine(folder, ".gitignore"), "*\n");
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"undo-{time.GetUtcNow():yyyyMMdd'T'HHmmssfff'Z'}.json"));
        File.WriteAllText(path, JsonSerializer.Serialize(journal, UndoJson.Default.UndoJournal));
        return path;
    }

    private static string? Newest(string root) => Directory.Exists(Path.Combine(root, Folder)) ? Directory.GetFiles(Path.Combine(root, Folder), "undo-*.json").Order(StringComparer.Ordinal).LastOrDefault() : null;

    private static void RemoveNewest(string root)
    {
        if (Newest(root) is { } path)
        {
            File.Delete(path);
        }

        var folder = Path.Combine(root, Folder);
        if (Directory.Exists(folder) && Directory.GetFileSystemEntries(folder).All(entry => Path.GetFileName(entry) == ".gitignore"))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Restore(List<InitChange> done)
    {
        foreach (var change in done)
        {
            if (change.Before is null)
            {
                File.Delete(change.File);
            }
            else
            {
                File.WriteAllBytes(change.File, change.Before);
            }
        }
    }

    // The administrator of a Unix may write what is marked as read-only; the mark is meant all the same.
    private static bool IsReadOnly(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows()
            ? (File.GetAttributes(path) & FileAttributes.ReadOnly) != FileAttributes.None
            : (File.GetUnixFileMode(path) & (UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == UnixFileMode.None);
}

/// <summary>One file of a journal.</summary>
/// <param name="Path">Its path from the solution's folder.</param>
/// <param name="Before">Its bytes before; null when it was made.</param>
/// <param name="AfterSha256">The hash of what was written.</param>
internal sealed record UndoFile(string Path, byte[]? Before, string AfterSha256)
{
    /// <summary>What takes a change back.</summary>
    public static UndoFile Of(string root, InitChange change) => new(System.IO.Path.GetRelativePath(root, change.File).Replace('\\', '/'), change.Before, Hash(change.After));

    /// <summary>Whether the file is as it was written.</summary>
    public bool IsAsLeft(string root) => System.IO.Path.Combine(root, Path) is var file && File.Exists(file) && Hash(File.ReadAllBytes(file)) == AfterSha256;

    /// <summary>Makes the file what it was.</summary>
    public void Restore(string root)
    {
        var file = System.IO.Path.Combine(root, Path);
        if (Before is null)
        {
            File.Delete(file);
        }
        else
        {
            File.WriteAllBytes(file, Before);
        }
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>How a journal is written. A file that was made has no bytes before, which is not the same as none in it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(UndoJournal))]
internal sealed partial class UndoJson : JsonSerializerContext;
