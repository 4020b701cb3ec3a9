using System.Text.Json;
using System.Text.Json.Serialization;

namespace AiInstrument.Dashboard.Hosting;

/// <summary>Where the server of a data folder listens, for whoever finds the folder in use. It is in the folder while the server runs, and may be left there by one that was killed.</summary>
/// <param name="Http">The dashboard.</param>
/// <param name="OtlpHttp">OTLP/HTTP.</param>
/// <param name="OtlpGrpc">OTLP/gRPC.</param>
/// <param name="ProcessId">The server's process.</param>
internal sealed record ServerNote(Uri Http, Uri OtlpHttp, Uri OtlpGrpc, int ProcessId)
{
    private const string Name = "server.json";

    /// <summary>Reads the note of a folder; null when there is none that can be read.</summary>
    public static ServerNote? Read(string dataDirectory)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(dataDirectory, Name)), ServerNoteJson.Default.ServerNote);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Leaves the note.</summary>
    public void Write(string dataDirectory) => File.WriteAllText(Path.Combine(dataDirectory, Name), JsonSerializer.Serialize(this, ServerNoteJson.Default.ServerNote));

    /// <summary>Takes the note away.</summary>
    public static void Remove(string dataDirectory) => File.Delete(Path.Combine(dataDirectory, Name));
}

/// <summary>How the note is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ServerNote))]
internal sealed partial class ServerNoteJson : JsonSerializerContext;
