using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace AiInstrument.Registry;

/// <summary>Reads the manifest that a build put into its assembly, from the file's metadata: nothing is loaded, nothing runs, and no other assembly is looked for.</summary>
public static class AiManifestReader
{
    /// <summary>The format that this version reads.</summary>
    internal const int Format = 1;

    private const ushort AttributeProlog = 1;

    /// <summary>Reads an assembly's manifest.</summary>
    /// <param name="path">The assembly's file.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="InvalidDataException">The file is no .NET assembly, has no manifest, or has one of a newer format. The message says which.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static AiManifest Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var file = File.OpenRead(path);
        return Read(file, Path.GetFileName(path));
    }

    /// <summary>Reads an assembly's manifest.</summary>
    /// <param name="assembly">The assembly's bytes. Needs to seek, and stays open.</param>
    /// <returns>The manifest.</returns>
    /// <exception cref="InvalidDataException">The bytes are no .NET assembly, have no manifest, or have one of a newer format. The message says which.</exception>
    public static AiManifest Read(Stream assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return Read(assembly, "The stream");
    }

    private static AiManifest Read(Stream assembly, string name)
    {
        try
        {
            using var file = new PEReader(assembly, PEStreamOptions.LeaveOpen);
            return file.HasMetadata ? ManifestJson.Parse(Text(file.GetMetadataReader(), name), name) : throw new InvalidDataException($"{name} is not a .NET assembly.");
        }
        catch (BadImageFormatException e)
        {
            throw new InvalidDataException($"{name} is not a .NET assembly.", e);
        }
    }

    private static string Text(MetadataReader metadata, string name)
    {
        if (!metadata.IsAssembly)
        {
            throw new InvalidDataException($"{name} is not a .NET assembly.");
        }

        var parts = new SortedDictionary<int, string>();
        var count = 0;
        foreach (var handle in metadata.GetAssemblyDefinition().GetCustomAttributes())
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (!IsManifestText(attribute, metadata))
            {
                continue;
            }

            var arguments = metadata.GetBlobReader(attribute.Value);
            if (arguments.ReadUInt16() != AttributeProlog)
            {
                throw Damaged(name);
            }

            // What follows the number is this format's: another may have other arguments.
            var format = arguments.ReadInt32();
            if (format > Format)
            {
                throw new InvalidDataException($"{name} has a manifest of format {format}, and this version of AiInstrument reads format {Format}: update AiInstrument here.");
            }

            var index = arguments.ReadInt32();
            count = arguments.ReadInt32();
            parts[index] = arguments.ReadSerializedString() ?? throw Damaged(name);
        }

        return parts.Count == 0
            ? throw new InvalidDataException($"{name} has no manifest of AiInstrument: it was built without the package, or has nothing to list.")
            : parts.Count == count ? string.Concat(parts.Values) : throw Damaged(name);
    }

    private static bool IsManifestText(CustomAttribute attribute, MetadataReader metadata)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference
            || metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is not { Kind: HandleKind.TypeReference } parent)
        {
            return false;
        }

        var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        return metadata.StringComparer.Equals(type.Name, nameof(AiManifestTextAttribute)) && metadata.StringComparer.Equals(type.Namespace, "AiInstrument.Registry");
    }

    internal static InvalidDataException Damaged(string name, Exception? inner = null) => new($"The manifest of {name} is damaged.", inner);
}
