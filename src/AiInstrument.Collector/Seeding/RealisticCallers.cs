namespace AiInstrument.Collector.Seeding;

/// <summary>
/// 5,000 users of 200 organizations, few of whom make most calls. A user belongs to one organization, works in up to three of its projects and uses some of the features;
/// a feature is called from one route and prefers one model. Some 12 calls in a thousand fail, and 6 are cancelled.
/// </summary>
internal static class RealisticCallers
{
    /// <summary>How many users there are.</summary>
    public const int Users = 5000;

    /// <summary>How many organizations there are.</summary>
    public const int Organizations = 200;

    /// <summary>How many projects each organization has.</summary>
    public const int ProjectsPerOrganization = 4;

    /// <summary>How many features there are, the frequent ones first.</summary>
    public const int Features = 20;

    private const int FeaturesPerUser = 5;

    private static readonly double[] s_users = Zipf(Users, 0.9);
    private static readonly double[] s_organizations = Zipf(Organizations, 1);
    private static readonly double[] s_features = Zipf(Features, 0.8);

    // The organization of each user: large ones have more of them.
    private static readonly int[] s_organizationOf = Members();
    private static readonly int[][] s_featuresOf = [.. Enumerable.Range(0, Users).Select(FeaturesOf)];

    /// <summary>The next caller that chance brings.</summary>
    public static Caller Next(Random random)
    {
        var user = Pick(s_users, random);
        var organization = s_organizationOf[user];
        var features = s_featuresOf[user];

        // The first of a user's features is half of what the user does.
        var feature = features[random.Next(2) == 0 ? 0 : random.Next(features.Length)];
        var project = (organization * ProjectsPerOrganization) + ((user + (random.Next(10) < 7 ? 0 : random.Next(3))) % ProjectsPerOrganization);
        var outcome = random.Next(1000) switch { < 12 => "error", < 18 => "cancelled", _ => "ok" };
        return new Caller(user, organization, project, feature, random.Next(10) == 0, random.Next(20) >= 17, outcome);
    }

    private static int[] Members()
    {
        var random = new Random(17);
        return [.. Enumerable.Range(0, Users).Select(_ => Pick(s_organizations, random))];
    }

    private static int[] FeaturesOf(int user)
    {
        var random = new Random(user);
        return [.. Enumerable.Range(0, FeaturesPerUser).Select(_ => Pick(s_features, random)).Distinct()];
    }

    // The share of everything up to each rank, the first being the largest.
    private static double[] Zipf(int count, double exponent)
    {
        var shares = new double[count];
        var sum = 0.0;
        for (var rank = 0; rank < count; rank++)
        {
            shares[rank] = sum += 1 / Math.Pow(rank + 1, exponent);
        }

        return [.. shares.Select(share => share / sum)];
    }

    private static int Pick(double[] shares, Random random)
    {
        var found = Array.BinarySearch(shares, random.NextDouble());
        return Math.Min(found < 0 ? ~found : found, shares.Length - 1);
    }
}
