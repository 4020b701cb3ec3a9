using AiInstrument.Registry;

namespace AiInstrument.EndToEnd.Tests;

/// <summary>The registry that a real build wrote into the sample's assembly.</summary>
public sealed class ManifestTests
{
    [Fact]
    public void The_file_of_a_built_application_tells_what_its_routes_and_jobs_reach()
    {
        var manifest = AiManifestReader.Read(BuildFacts.SupportDesk);

        Assert.Equal("SupportDesk", manifest.Assembly);
        Assert.Contains(manifest.Features, f => f.Id == "ticket.summarize");
        Assert.NotNull(manifest.Reaches);
        var reaches = manifest.Reaches.ToDictionary(r => r.EntryPoint, r => manifest.CallSites.Where(s => r.CallSites.Contains(s.Id)).Select(s => s.Member.Split('(')[0]), StringComparer.Ordinal);
        Assert.Equal(["SupportDesk.Tickets.ReplyWriter.WriteAsync"], reaches["POST /tickets/{id}/reply"]);
        Assert.Equal(["SupportDesk.Digests.DigestWriter.WriteAsync"], reaches["nightly-digest"]);
        Assert.DoesNotContain("GET /tickets", reaches.Keys);
        Assert.Contains("GET /tickets", manifest.Routes.Select(r => $"{r.Method} {r.Pattern}"));
        Assert.All(manifest.CallSites, site => Assert.Contains(manifest.Reaches, r => r.CallSites.Contains(site.Id)));
    }

    [Fact]
    public void An_assembly_without_the_package_says_so() =>
        Assert.Equal(
            "ModelStub.dll has no manifest of AiInstrument: it was built without the package, or has nothing to list.",
            Assert.Throws<InvalidDataException>(() => AiManifestReader.Read(BuildFacts.ModelStub)).Message);
}
