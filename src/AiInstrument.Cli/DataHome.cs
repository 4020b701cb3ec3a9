namespace AiInstrument.Cli;

/// <summary>The data folder of whoever names none.</summary>
internal static class DataHome
{
    /// <summary>The folder <c>aiinstrument</c> where the user's programs keep their data: <c>$XDG_DATA_HOME</c> or <c>~/.local/share</c>, <c>~/Library/Application Support</c>, <c>%LOCALAPPDATA%</c>.</summary>
    /// <exception cref="RefusedException">The user has no profile.</exception>
    public static string Find() => FindOrNothing() is { Length: > 0 } home ? home : throw new RefusedException("This user has no profile to keep data in: name a folder with --data.");

    /// <summary>The same folder; empty for a user without a profile.</summary>
    public static string FindOrNothing() =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } home ? Path.Combine(home, "aiinstrument") : "";
}
