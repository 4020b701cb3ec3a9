namespace AiInstrument.Cli.Scanning.Loading;

/// <summary>What is scanned: the projects of a solution, one project, or those below a folder.</summary>
/// <param name="Found">The solution or project, or the folder where it has no solution.</param>
/// <param name="Root">The folder that paths are shown relative to: the repository's, or where the target is.</param>
/// <param name="Projects">Full paths of C# projects, in order.</param>
/// <param name="Others">Full paths of projects in other languages.</param>
internal sealed record ScanTarget(string Found, string Root, IReadOnlyList<string> Projects, IReadOnlyList<string> Others)
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Where the target is: a solution's folder.</summary>
    public string Folder => Directory.Exists(Found) ? Found : Path.GetDirectoryName(Found)!;

    /// <summary>Finds the projects.</summary>
    /// <param name="path">A solution (<c>.sln</c>, <c>.slnx</c>, <c>.slnf</c>), a project, or a folder: then its only solution, its only solution filter, else every project below.</param>
    /// <exception cref="RefusedException">There is no C# project, or it is not clear what is meant.</exception>
    public static ScanTarget Find(string path)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            // A filter shows a part of the solution beside it.
            var files = Directory.EnumerateFiles(full).Where(SolutionFile.IsSolution).Order(StringComparer.Ordinal).ToLookup(SolutionFile.IsFilter);
            string[] solutions = [.. files[false].Any() ? files[false] : files[true]];
            return solutions.Length switch
            {
                0 => Of(full, full, Directory.EnumerateFiles(full, "*.*proj", Everything).Where(file => !IsOutput(Path.GetRelativePath(full, file)))),
                1 => Of(solutions[0], full, SolutionFile.Projects(solutions[0])),
                _ => throw new RefusedException($"{path} has several solutions; name one of {string.Join(", ", solutions.Select(Path.GetFileName))}."),
            };
        }

        if (!File.Exists(full))
        {
            throw new RefusedException($"{path} does not exist: name a solution, a project, or a folder with them.");
        }

        var folder = Path.GetDirectoryName(full)!;
        return SolutionFile.IsSolution(full) ? Of(full, folder, SolutionFile.Projects(full))
            : IsProject(full) ? Of(full, folder, [full])
            : throw new RefusedException($"{path} is neither a solution, a project nor a folder.");
    }

    private static ScanTarget Of(string path, string folder, IEnumerable<string> projects)
    {
        var all = projects.Where(IsProject).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        string[] others = [.. all.Where(project => !IsCSharp(project))];
        return others.Length < all.Length ? new ScanTarget(path, RepositoryOf(folder) ?? folder, [.. all.Where(IsCSharp)], others)
            : throw new RefusedException($"There is no C# project in {path}{(others.Length > 0 ? ", only " + string.Join(", ", others.Select(Path.GetFileName)) : "")}: name a solution, a project, or a folder with them.");
    }

    private static bool IsProject(string file) => Path.GetExtension(file).ToLowerInvariant() is ".csproj" or ".vbproj" or ".fsproj";

    private static bool IsCSharp(string file) => Path.GetExtension(file).Equals(".csproj", StringComparison.OrdinalIgnoreCase);

    private static bool IsOutput(string path) =>
        path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules" or ".git");

    private static string? RepositoryOf(string folder)
    {
        for (var directory = new DirectoryInfo(folder); directory is not null; directory = directory.Parent)
        {
            // A worktree's is a file.
            if (Path.Exists(Path.Combine(directory.FullName, ".git")))
            {
                return directory.FullName;
            }
        }

        return null;
    }
}
