using AiInstrument.Capture;

namespace AiInstrument.Delivery.Storage;

/// <summary>The folder of the segment files, which several processes share: what they are called, and which there are.</summary>
internal sealed class SegmentFolder
{
    private const string Extension = ".aioutbox";
    private const int CreateAttempts = 3;

    private readonly string _path;
    private readonly byte[] _header;
    private readonly TimeProvider _time;
    private long _lastName;

    /// <summary>Makes the folder where there is none, for its owner alone.</summary>
    /// <exception cref="IOException">The folder cannot be used.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be used.</exception>
    public SegmentFolder(string path, string application, TimeProvider time)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        (_path, _header, _time) = (path, SegmentHeader.For(application), time);
    }

    /// <summary>The bytes of all segments, other processes' too.</summary>
    public long Bytes() => new DirectoryInfo(_path).EnumerateFiles("*" + Extension).Sum(static file => file.Exists ? file.Length : 0);

    /// <summary>The segments, oldest first; none when the folder cannot be read.</summary>
    public string[] Paths()
    {
        try
        {
            return [.. Directory.EnumerateFiles(_path, "*" + Extension).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TelemetryFaults.Count(e);
            return [];
        }
    }

    /// <summary>Begins a segment that is the last by name.</summary>
    public Segment Create()
    {
        for (var attempt = 1; ; attempt++)
        {
            // By time, so that the oldest is the first by name; within one tick by count.
            _lastName = Math.Max(_lastName + 1, _time.GetUtcNow().UtcTicks);
            var path = Path.Combine(_path, FormattableString.Invariant($"{_lastName:D19}-{Guid.NewGuid():N}{Extension}"));
            try
            {
                return Segment.Create(path, _header);
            }
            catch (IOException) when (attempt < CreateAttempts)
            {
                // Another process looked into the file between its creation and its lock, and took it for a dead one's.
            }
        }
    }

    /// <summary>Takes over a segment of the same application; null when it is empty or another's.</summary>
    public Segment? Adopt(string path, out int corrupt, out bool isEmpty) => Segment.Adopt(path, _header, out corrupt, out isEmpty);

    /// <summary>Deletes a segment. Where it cannot be, the next process finds everything in it delivered and tries again.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            TelemetryFaults.Count(e);
        }
    }
}
