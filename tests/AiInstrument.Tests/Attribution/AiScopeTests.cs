namespace AiInstrument.Tests.Attribution;

public sealed class AiScopeTests
{
    [Fact]
    public void Without_a_scope_the_attribution_is_empty()
        => Assert.Equal(AiAttribution.Empty, AiScope.Current);

    [Fact]
    public void The_innermost_value_wins_in_each_dimension_and_the_others_stay()
    {
        using var outer = AiScope.Begin(organization: "acme", user: "ann", document: "d1");
        using var inner = AiScope.Begin(user: "bob", project: "p1", session: "s1");

        Assert.Equal(new AiAttribution { Organization = "acme", User = "bob", Project = "p1", Document = "d1", Session = "s1" }, AiScope.Current);
    }

    [Fact]
    public void An_empty_id_does_not_hide_the_one_around_it()
    {
        using var outer = AiScope.Begin(user: "ann");
        using var inner = AiScope.Begin(user: "");

        Assert.Equal("ann", AiScope.Current.User);
    }

    [Fact]
    public async Task What_held_in_one_flow_is_restored_in_another_and_closes_with_its_scope()
    {
        AiAttribution kept;
        using (AiScope.Begin(organization: "acme", user: "ann"))
        using (AiScope.EntryPoint("POST /mails", "http"))
        {
            kept = AiScope.Current;
        }

        await Task.Run(
            () =>
            {
                using var job = AiScope.Begin(user: "worker", session: "s1");
                using (AiScope.Restore(kept))
                {
                    Assert.Equal(
                        new AiAttribution { Organization = "acme", User = "ann", Session = "s1", EntryPoint = "POST /mails", EntryPointKind = "http" },
                        AiScope.Current);
                }

                Assert.Equal(new AiAttribution { User = "worker", Session = "s1" }, AiScope.Current);
            },
            TestContext.Current.CancellationToken);
        Assert.Throws<ArgumentNullException>(() => AiScope.Restore(null!));
    }

    [Fact]
    public void A_feature_replaces_the_one_around_it_as_a_whole()
    {
        using var outer = AiScope.Feature(SampleSites.Summarize);
        using var inner = AiScope.Feature("ticket.classify");

        Assert.Equal(new AiAttribution { FeatureId = "ticket.classify" }, AiScope.Current);
    }

    [Fact]
    public void A_job_and_an_entry_point_set_the_same_dimension()
    {
        using var outer = AiScope.EntryPoint("POST /tickets/{id}/summary", "http");
        using var inner = AiScope.Job(new AiJobInfo("nightly-digest"));

        Assert.Equal(new AiAttribution { EntryPoint = "nightly-digest", EntryPointKind = "job" }, AiScope.Current);
    }

    [Fact]
    public void Closing_brings_back_what_held_before()
    {
        using var outer = AiScope.Begin(user: "ann");
        using (AiScope.Begin(user: "bob"))
        {
            Assert.Equal("bob", AiScope.Current.User);
        }

        Assert.Equal("ann", AiScope.Current.User);
    }

    [Fact]
    public void Closing_twice_closes_no_other_scope()
    {
        using var outer = AiScope.Begin(user: "ann");
        var inner = AiScope.Begin(user: "bob");
        inner.Dispose();
        inner.Dispose();

        Assert.Equal("ann", AiScope.Current.User);
    }

    [Fact]
    public void Closing_the_outer_scope_first_leaves_the_inner_one_open()
    {
        var outer = AiScope.Begin(organization: "acme", user: "ann");
        var middle = AiScope.Begin(project: "p1");
        var inner = AiScope.Begin(user: "bob");

        outer.Dispose();
        Assert.Equal(new AiAttribution { Project = "p1", User = "bob" }, AiScope.Current);

        inner.Dispose();
        Assert.Equal(new AiAttribution { Project = "p1" }, AiScope.Current);

        middle.Dispose();
        Assert.Equal(AiAttribution.Empty, AiScope.Current);
    }

    [Fact]
    public async Task A_scope_flows_over_await_and_onto_the_thread_pool()
    {
        using var scope = AiScope.Begin(user: "ann");
        await Task.Yield();
        Assert.Equal("ann", AiScope.Current.User);
        Assert.Equal("ann", await Task.Run(() => AiScope.Current.User, TestContext.Current.CancellationToken));

        var queued = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.QueueUserWorkItem(_ => queued.SetResult(AiScope.Current.User));
        Assert.Equal("ann", await queued.Task);
    }

    [Fact]
    public async Task Work_that_outlives_its_scope_keeps_the_attribution_it_was_started_with()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<string?> background;
        using (AiScope.Begin(user: "ann"))
        {
            background = Task.Run(async () =>
            {
                await closed.Task;
                return AiScope.Current.User;
            });
        }

        closed.SetResult();
        Assert.Equal("ann", await background);
        Assert.Null(AiScope.Current.User);
    }

    [Fact]
    public async Task Parallel_flows_do_not_see_each_other()
    {
        var bothOpen = new Barrier(2);
        async Task<string?> Run(string user)
        {
            await Task.Yield();
            using var scope = AiScope.Begin(user: user);
            bothOpen.SignalAndWait(TestContext.Current.CancellationToken);
            await Task.Yield();
            return AiScope.Current.User;
        }

        var seen = await Task.WhenAll(Task.Run(() => Run("ann")), Task.Run(() => Run("bob")));
        Assert.Equal("ann", seen[0]);
        Assert.Equal("bob", seen[1]);
    }

    [Fact]
    public async Task A_scope_opened_in_a_called_async_method_does_not_leak_to_the_caller()
    {
        static async Task<AiScopeHandle> Open()
        {
            await Task.Yield();
            return AiScope.Begin(user: "ann");
        }

        (await Open()).Dispose();
        Assert.Equal(AiAttribution.Empty, AiScope.Current);
    }

    [Fact]
    public void Names_must_be_given()
    {
        Assert.Throws<ArgumentException>(() => AiScope.Feature(""));
        Assert.Throws<ArgumentNullException>(() => AiScope.Feature((AiFeatureInfo)null!));
        Assert.Throws<ArgumentNullException>(() => AiScope.Job(null!));
        Assert.Throws<ArgumentException>(() => AiScope.EntryPoint("", "http"));
        Assert.Throws<ArgumentException>(() => AiScope.EntryPoint("GET /", ""));
    }
}
