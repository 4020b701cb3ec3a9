using AiInstrument.Screenshots;
using Microsoft.Playwright;

const string Usage = "Usage: [--out FOLDER] [--only TEXT]   Takes a picture of every page of the dashboard into docs/images; --only those whose name contains the text.";

var (folder, only) = (Path.Combine(Repository.Folder, "docs", "images"), "");
for (var i = 0; i < args.Length; i += 2)
{
    if (i + 1 == args.Length || args[i] is not ("--out" or "--only"))
    {
        await Console.Error.WriteLineAsync(Usage);
        return 2;
    }

    (folder, only) = args[i] == "--out" ? (Path.GetFullPath(args[i + 1]), only) : (folder, args[i + 1]);
}

var pictures = PictureList.All.Where(picture => picture.Name.Contains(only, StringComparison.Ordinal)).ToList();
if (pictures.Count == 0)
{
    await Console.Error.WriteLineAsync($"No picture has '{only}' in its name.");
    return 2;
}

try
{
    await using var site = await PictureSite.StartAsync();
    var (count, bytes) = await new Camera(site, Directory.CreateDirectory(folder).FullName).TakeAsync(pictures);
    Console.WriteLine($"{count} pictures, {bytes / 1024} KiB");
    return 0;
}
catch (Exception e) when (e is PictureException or PlaywrightException)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}
