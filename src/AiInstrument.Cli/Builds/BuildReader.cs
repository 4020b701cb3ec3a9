using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using AiInstrument.Catalog;
using AiInstrument.Cli.Output;
using AiInstrument.Registry;

namespace AiInstrument.Cli.Builds;

/// <summary>Reads what builds list, off the files of their output: nothing is loaded and nothing runs.</summary>
internal static class BuildReader
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    // By assembly, then by type and method.
    private static readonly Dictionary<string, HashSet<(string Type, string Method)>> s_calls = Calls();

    /// <summary>Reads builds.</summary>
    /// <param name="paths">Folders of build output, assemblies, and files that <c>coverage --json</c> has written.</param>
    /// <returns>The assemblies that call models, by name. Of several builds of one assembly, the last that was written.</returns>
    /// <exception cref="InvalidDataException">A path does not exist, or nothing in them has to do with models.</exception>
    public static IReadOnlyList<BuildAssembly> Read(IReadOnlyCollection<string> paths)
    {
        var found = paths.SelectMany(Read)
            .GroupBy(build => build.Name, StringComparer.Ordinal)
            .Select(builds => builds.MaxBy(build => build.Written)!)
            .OrderBy(build => build.Name, StringComparer.Ordinal)
            .ToArray();
        return found.Length > 0
            ? found
            : throw new InvalidDataException($"Nothing in {string.Join(", ", paths)} has a manifest of AiInstrument or references an SDK of models: name the output of a build.");
    }

    private static IEnumerable<BuildAssembly> Read(string path)
    {
        if (Directory.Exists(path))
        {
            return ReadFolder(path);
        }

        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{path} does not exist: name a folder of build output, an assembly, or a saved report.");
        }

        return Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase)
            ? ReadSaved(path)
            : ReadAssembly(path) is { } assembly ? [assembly] : throw new InvalidDataException($"{path} has no manifest of AiInstrument and references no SDK of models: name a folder of build output, an assembly, or a saved report.");
    }

    private static IEnumerable<BuildAssembly> ReadFolder(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*", Everything)
            .Where(file => Path.GetExtension(file).ToLowerInvariant() is ".dll" or ".exe" && !IsIntermediate(Path.GetRelativePath(folder, file)))
            .Order(StringComparer.Ordinal)
            .ToArray();
        var packages = PackageAssemblies.Of(files.Select(file => Path.GetDirectoryName(file)!).Distinct(StringComparer.Ordinal));
        return files.Where(file => !packages.Contains(file)).Select(ReadAssembly).OfType<BuildAssembly>();
    }

    private static bool IsIntermediate(string path) => path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "ref" or "refint" or "node_modules");

    private static IEnumerable<BuildAssembly> ReadSaved(string path)
    {
        try
        {
            var saved = JsonSerializer.Deserialize(File.ReadAllBytes(path), CodeJson.Default.CoverageReport);
            return saved switch
            {
                { Version: > CoverageReport.CurrentVersion } => throw new InvalidDataException($"{path} is of version {saved.Version}, and this version of the tool reads version {CoverageReport.CurrentVersion}: update the tool."),
                { Version: CoverageReport.CurrentVersion, Assemblies: not null } => saved.Assemblies.Select(line => new BuildAssembly(line.Name, line.Manifest, line.WithoutManifest, DateTime.MinValue)),
                _ => throw new InvalidDataException($"{path} is no report of 'coverage --json' or 'diff --save'."),
            };
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is no report of 'coverage --json' or 'diff --save': {e.Message}", e);
        }
    }

    /// <summary>An assembly; null when it has no manifest and references no SDK, or is none.</summary>
    private static BuildAssembly? ReadAssembly(string path)
    {
        using var stream = File.OpenRead(path);
        try
        {
            using var file = new PEReader(stream, PEStreamOptions.LeaveOpen);
            if (!file.HasMetadata || file.GetMetadataReader() is not { IsAssembly: true } metadata)
            {
                return null;
            }

            var name = metadata.GetString(metadata.GetAssemblyDefinition().Name);
            var written = File.GetLastWriteTimeUtc(path);
            if (HasManifest(metadata))
            {
                stream.Position = 0;
                return new BuildAssembly(name, BuildManifest.Of(AiManifestReader.Read(stream)), null, written);
            }

            // The SDKs themselves, and what was built with the package and calls nothing, have no manifest either.
            var calls = s_calls.ContainsKey(name) ? [] : CalledMembers(metadata).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
            return calls.Length > 0 ? new BuildAssembly(name, null, calls, written) : null;
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    private static bool HasManifest(MetadataReader metadata) =>
        metadata.TypeReferences.Select(metadata.GetTypeReference).Any(type =>
            metadata.StringComparer.Equals(type.Name, nameof(AiManifestTextAttribute)) && metadata.StringComparer.Equals(type.Namespace, "AiInstrument.Registry"));

    private static IEnumerable<string> CalledMembers(MetadataReader metadata)
    {
        foreach (var member in metadata.MemberReferences.Select(metadata.GetMemberReference))
        {
            if (TypeOf(metadata, member.Parent) is { } type
                && s_calls.TryGetValue(type.Assembly, out var calls)
                && metadata.GetString(member.Name) is var method
                && calls.Contains((type.Name, method)))
            {
                yield return type.Name + "." + method;
            }
        }
    }

    private static (string Assembly, string Name)? TypeOf(MetadataReader metadata, EntityHandle handle)
    {
        if (handle.Kind == HandleKind.TypeSpecification)
        {
            // A generic type with its arguments: the type itself is what its signature begins with.
            var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)handle).Signature);
            if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
            {
                return null;
            }

            signature.ReadCompressedInteger();
            handle = signature.ReadTypeHandle();
        }

        if (handle.Kind != HandleKind.TypeReference)
        {
            return null;
        }

        var type = metadata.GetTypeReference((TypeReferenceHandle)handle);
        if (type.ResolutionScope.Kind != HandleKind.AssemblyReference)
        {
            return null;
        }

        var ns = metadata.GetString(type.Namespace);
        var name = metadata.GetString(type.Name);
        return (metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name), ns.Length == 0 ? name : ns + "." + name);
    }

    private static Dictionary<string, HashSet<(string Type, string Method)>> Calls()
    {
        var calls = new Dictionary<string, HashSet<(string Type, string Method)>>(StringComparer.Ordinal);
        foreach (var sdk in LlmSdks.All)
        {
            foreach (var assembly in sdk.Assemblies)
            {
                (calls.TryGetValue(assembly, out var known) ? known : calls[assembly] = []).UnionWith(sdk.Methods.Where(method => !method.IsPossible).Select(method => (method.Type, method.Name)));
            }
        }

        return calls;
    }
}

/// <summary>An assembly that calls models.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Manifest">What its build lists; null when it was built without AiInstrument.</param>
/// <param name="CalledMembers">Without a manifest: the members of SDKs that it refers to, each at least one call.</param>
/// <param name="Written">When the file was written.</param>
internal sealed record BuildAssembly(string Name, BuildManifest? Manifest, IReadOnlyList<string>? CalledMembers, DateTime Written);
