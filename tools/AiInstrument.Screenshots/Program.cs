using AiInstrument.EndToEnd.Tests;
using AiInstrument.Screenshots;

const string Usage = "Usage: [--out FOLDER] [--only TEXT]   Takes a picture of every page of the dashboard into docs/images; --only those whose file name contains the text.";

var (folder, only) = (Path.Combine(BuildFacts.Repository, "docs", "images"), "");
for (var i = 0; i < args.Length; i += 2)
{
    if (i + 1 == args.Length || args[i] is not ("--out" or "--only"))
    {
        await Console.Error.WriteLineAsync(Usage);
        return 2;
    }

    (folder, only) = args[i] == "--out" ? (Path.GetFullPath(args[i + 1]), only) : (folder, args[i + 1]);
}

await using var site = await PictureSite.StartAsync();
var pictures = await Camera.TakeAsync(site, Directory.CreateDirectory(folder).FullName, only);
await Camera.ShrinkAsync(pictures);
foreach (var picture in pictures)
{
    Console.WriteLine($"{Path.GetRelativePath(BuildFacts.Repository, picture)} {new FileInfo(picture).Length / 1024} KiB");
}

Console.WriteLine($"{pictures.Count} pictures, {pictures.Sum(picture => new FileInfo(picture).Length) / 1024} KiB");
return 0;
