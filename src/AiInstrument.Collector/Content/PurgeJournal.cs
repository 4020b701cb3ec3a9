using System.Text.Json;
using AiInstrument.Collector.Storage;
using AiInstrument.Collector.Storage.Engine;

namespace AiInstrument.Collector.Content;

/// <summary>
/// Remembers purges beside the database, in <c>purges.jsonl</c>: a database that is restored from a backup knows nothing of those that came later, and is purged again
/// when it is opened.
/// </summary>
internal static class PurgeJournal
{
    /// <summary>Its name in the data folder.</summary>
    public const string Name = "purges.jsonl";

    /// <summary>Finds what the database has not seen, and writes down what the journal has not.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="writer">The database, migrated, with nobody else writing.</param>
    /// <returns>The purges that must be carried out again.</returns>
    /// <exception cref="InvalidDataException">The journal cannot be read: what it orders is not known, so the database must not be served.</exception>
    public static IReadOnlyList<Purge> Reconcile(string folder, SqliteWriter writer)
    {
        var written = Read(folder);
        var done = Done(writer);
        var known = written.Select(purge => purge.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var purge in done.Values.Where(purge => !known.Contains(purge.Id)))
        {
            Append(folder, purge);
        }

        return written.FindAll(purge => !done.ContainsKey(purge.Id));
    }

    /// <summary>Writes a purge down; it is on the disk when this returns.</summary>
    public static void Append(string folder, Purge purge)
    {
        var path = Path.Combine(folder, Name);
        PrivateFile.Create(path);
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(JsonSerializer.SerializeToUtf8Bytes(purge, PurgeJson.Default.Purge));
        file.Write("\n"u8);
        file.Flush(flushToDisk: true);
    }

    /// <summary>The purges that a database has seen, by id.</summary>
    public static Dictionary<string, Purge> Done(SqliteWriter writer) => Read(writer, "1").ToDictionary(purge => purge.Id, StringComparer.Ordinal);

    /// <summary>The purges of a database, the oldest first.</summary>
    /// <param name="writer">The database.</param>
    /// <param name="condition">Which of them, in SQL.</param>
    public static List<Purge> Read(SqliteWriter writer, string condition)
    {
        var purges = new List<Purge>();
        using var read = writer.Prepare($"SELECT id, workspace_id, organization, everything, at_unix_ms, actor FROM purges WHERE {condition} ORDER BY at_unix_ms, id");
        while (read.Step())
        {
            purges.Add(new(read.Text(0)!, (int)read.Int64(1), read.Text(2)!, read.Int64(3) != 0, read.Int64(4), read.Text(5)!));
        }

        return purges;
    }

    private static List<Purge> Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            return [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize(line, PurgeJson.Default.Purge)!)];
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The journal of purges ({Name}) cannot be read: {e.Message}", e);
        }
    }
}
