using System.IO.Compression;

namespace AiInstrument.Dashboard.Assets;

/// <summary>One embedded file. Large ones were compressed by the build, the others are when first asked for.</summary>
internal sealed class Asset(string name, byte[] content, byte[]? brotli)
{
    private readonly Lazy<byte[]> _brotli = new(() => brotli ?? Compress(content));

    public string ContentType { get; } = Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".woff2" => "font/woff2",
        var other => throw new InvalidOperationException($"The embedded file {name} has an extension without a content type: {other}"),
    };

    /// <summary>Fonts are compressed already.</summary>
    public bool Compressible { get; } = Path.GetExtension(name) != ".woff2";

    public byte[] Content => content;

    public byte[] Brotli => _brotli.Value;

    private static byte[] Compress(byte[] content)
    {
        using var target = new MemoryStream();
        using (var brotli = new BrotliStream(target, CompressionLevel.SmallestSize))
        {
            brotli.Write(content);
        }

        return target.ToArray();
    }
}
