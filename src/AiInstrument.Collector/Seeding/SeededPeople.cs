using System.Globalization;

namespace AiInstrument.Collector.Seeding;

/// <summary>Names for the numbers of <see cref="Caller"/>. They are made up.</summary>
internal static class SeededPeople
{
    private static readonly string[] s_first = ["ada", "bora", "chloe", "deniz", "elif", "femi", "grace", "hugo", "ines", "jonas", "kaya", "lena", "mert", "nora", "omar", "petra", "quinn", "rosa", "selim", "tara"];
    private static readonly string[] s_last = ["aksoy", "berg", "castro", "dahl", "evans", "fischer", "garcia", "holm", "ito", "jensen", "kilic", "lopez", "moreau", "novak", "okafor", "park", "quist", "rossi", "silva", "tanaka", "ueda", "vogel", "weber", "yilmaz", "zeman"];
    private static readonly string[] s_places = ["aurora", "borealis", "cobalt", "delta", "ember", "fjord", "granite", "harbor", "indigo", "juniper", "keystone", "lumen", "meridian", "north", "orchid", "pioneer", "quartz", "river", "summit", "terra"];
    private static readonly string[] s_trades = ["labs", "foods", "logistics", "health", "energy", "media", "retail", "systems", "travel", "works"];
    private static readonly string[] s_projects = ["webshop", "mobile-app", "intranet", "call-center"];

    /// <summary>The users.</summary>
    public static IReadOnlyList<string> Users { get; } = [.. Enumerable.Range(0, RealisticCallers.Users).Select(User)];

    /// <summary>The organizations.</summary>
    public static IReadOnlyList<string> Organizations { get; } =
        [.. Enumerable.Range(0, RealisticCallers.Organizations).Select(i => $"{s_places[i % s_places.Length]}-{s_trades[i / s_places.Length]}")];

    /// <summary>The projects of all organizations.</summary>
    public static IReadOnlyList<string> Projects { get; } =
        [.. Enumerable.Range(0, RealisticCallers.Organizations * RealisticCallers.ProjectsPerOrganization).Select(i => $"{Organizations[i / s_projects.Length]}/{s_projects[i % s_projects.Length]}")];

    private static string User(int number)
    {
        var name = $"{s_first[number % s_first.Length]}.{s_last[number / s_first.Length % s_last.Length]}";
        var again = number / (s_first.Length * s_last.Length);
        return again == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}{again + 1}");
    }
}
