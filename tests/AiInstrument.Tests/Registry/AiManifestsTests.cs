using AiInstrument.Capture;
using AiInstrument.Registry;
using AiInstrument.Tests.Capture;

namespace AiInstrument.Tests.Registry;

public sealed class AiManifestsTests
{
    [Fact]
    public void A_build_of_an_assembly_is_registered_and_announced_once()
    {
        var manifest = SampleManifests.New();
        var announced = new List<AiManifest>();
        AiManifests.Registered += announced.Add;
        try
        {
            AiManifests.Register(manifest);
            AiManifests.Register(manifest with { });
        }
        finally
        {
            AiManifests.Registered -= announced.Add;
        }

        Assert.Same(manifest, Assert.Single(announced));
        Assert.Single(AiManifests.All, known => known.BuildId == manifest.BuildId);
    }

    [Fact]
    public void Assemblies_and_builds_are_told_apart()
    {
        var manifest = SampleManifests.New();
        AiManifests.Register(manifest);
        AiManifests.Register(manifest with { Assembly = "Other" });
        AiManifests.Register(manifest with { BuildId = manifest.BuildId + "2" });

        Assert.Equal(3, AiManifests.All.Count(known => known.BuildId.StartsWith(manifest.BuildId, StringComparison.Ordinal)));
    }

    [Fact]
    public void Registering_from_many_threads_loses_nothing()
    {
        var manifests = Enumerable.Range(0, 200).Select(static _ => SampleManifests.New()).ToList();
        Parallel.ForEach(manifests.Concat(manifests), AiManifests.Register);

        var builds = manifests.Select(static manifest => manifest.BuildId).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(200, AiManifests.All.Count(known => builds.Contains(known.BuildId)));
    }

    [Fact]
    public void A_handler_that_throws_fails_neither_the_registration_nor_the_other_handlers()
    {
        using var faults = new FaultCount();
        var announced = new List<AiManifest>();
        static void Throw(AiManifest manifest) => throw new FormatException();
        AiManifests.Registered += Throw;
        AiManifests.Registered += announced.Add;
        try
        {
            AiManifests.Register(SampleManifests.New());
        }
        finally
        {
            AiManifests.Registered -= Throw;
            AiManifests.Registered -= announced.Add;
        }

        Assert.Single(announced);
        Assert.Equal(["System.FormatException"], faults.Types);
    }

    [Fact]
    public void A_site_stays_equal_to_its_like_once_it_was_called()
    {
        using var spans = Spans.Listen();
        var site = SampleSites.Chat with { Id = "00000000000000b1" };
        var like = SampleSites.Chat with { Id = "00000000000000b1" };
        var call = AiCall.Start(site)!;
        call.SetRequestModel("gpt-5.4");
        call.Complete();
        AiCall.Start(site with { Line = 7 })!.Complete();

        Assert.Equal(like, site);
        Assert.Equal(like.GetHashCode(), site.GetHashCode());
        Assert.Equal([42, 7], spans.Ended.Select(static span => span.GetTagItem("code.line.number")));
    }

    [Fact]
    public void A_span_names_the_build_of_the_manifest_that_holds_its_call_site()
    {
        using var spans = Spans.Listen();
        var site = SampleSites.Chat with { Id = Guid.NewGuid().ToString("N")[..16] };
        var manifest = SampleManifests.New(sites: site);
        AiManifests.Register(SampleManifests.New());
        AiManifests.Register(manifest);
        AiCall.Start(site)!.Complete();

        Assert.Equal(manifest.BuildId, spans.Single().GetTagItem("aiinstrument.build.id"));
    }
}
