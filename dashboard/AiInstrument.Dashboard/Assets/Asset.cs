using System.IO.Compression;

namespace AiInstrument.Dashboard.Assets;

/// <summary>One embedded file, compressed once when first asked for.</summary>
internal sealed class Asset(string name, byte[] content)
{
    private readonly Lazy<byte[]> _brotli = new(() => Compress(content));

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
        using (var brotli = new BrotliStream(target, CompressionLevel.Optimal))
        {
            brotli.Write(content);
        }

        return target.ToArray();
    }
}
