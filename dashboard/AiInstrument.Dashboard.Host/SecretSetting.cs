using AiInstrument.Dashboard.Hosting;

namespace AiInstrument.Dashboard.Host;

/// <summary>A secret that comes from its environment variable, or from the file that the variable with <c>_FILE</c> behind it names.</summary>
internal sealed class SecretSetting(string variable)
{
    private const int MostBytes = 64 * 1024;

    /// <summary>Reads the secret; null when it is not set.</summary>
    /// <exception cref="DashboardStartException">Its file cannot be read or is empty, or both variables are set.</exception>
    public string? Read(Func<string, string?> environment)
    {
        var value = Trimmed(environment(variable));
        if (Trimmed(environment(variable + "_FILE")) is not { } file)
        {
            return value;
        }

        return value is null
            ? FromFile(file)
            : throw new DashboardStartException($"{variable} and {variable}_FILE are both set: keep one of them.");
    }

    private string FromFile(string file)
    {
        try
        {
            if (new FileInfo(file).Length <= MostBytes)
            {
                return Trimmed(File.ReadAllText(file)) ?? throw new DashboardStartException($"The file of {variable}_FILE, '{file}', is empty.");
            }

            throw new DashboardStartException($"The file of {variable}_FILE, '{file}', is larger than a secret.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DashboardStartException($"The file of {variable}_FILE cannot be read: {e.Message}", e);
        }
    }

    // Files and shells leave a line break behind a secret, and nobody types one.
    private static string? Trimmed(string? text) => text?.Trim() is { Length: > 0 } value ? value : null;
}
