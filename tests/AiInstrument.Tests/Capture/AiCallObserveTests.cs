using System.Diagnostics;
using System.Runtime.CompilerServices;
using AiInstrument.Capture;

namespace AiInstrument.Tests.Capture;

public sealed class AiCallObserveTests
{
    private static readonly Action<AiCall, string> s_read = static (call, id) => call.SetResponseId(id);

    public static TheoryData<string> Shapes => ["task", "value task", "synchronous"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task The_response_is_read_and_the_span_has_ended_when_the_caller_goes_on(string shape)
    {
        using var spans = Spans.Listen();
        var result = await Intercepted(shape, async () =>
        {
            await Task.Yield();
            return "resp_1";
        });

        Assert.Equal("resp_1", result);
        Assert.Equal("resp_1", spans.Single().GetTagItem("gen_ai.response.id"));
        Assert.Equal("ok", spans.Single().GetTagItem("aiinstrument.outcome"));
    }

    [Fact]
    public async Task A_task_without_result_ends_the_span()
    {
        using var spans = Spans.Listen();
        var call = AiCall.Start(SampleSites.Chat)!;
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var observed = call.Observe(answer.Task);
        Assert.Empty(spans.Ended);
        answer.SetResult();
        await observed;

        Assert.Equal("ok", spans.Single().GetTagItem("aiinstrument.outcome"));
    }

    [Fact]
    public async Task A_failed_task_without_result_ends_the_span_as_failed()
    {
        using var spans = Spans.Listen();
        var thrown = new InvalidOperationException();
        var observed = AiCall.Start(SampleSites.Chat)!.Observe(Task.FromException(thrown));

        Assert.Same(thrown, await Assert.ThrowsAsync<InvalidOperationException>(() => observed));
        Assert.Equal("error", spans.Single().GetTagItem("aiinstrument.outcome"));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task An_exception_keeps_its_object_and_the_thrower_as_first_frame(string shape)
    {
        using var spans = Spans.Listen();
        var thrown = new InvalidOperationException("quotes the prompt");
        var caught = await Assert.ThrowsAsync<InvalidOperationException>(() => Intercepted(shape, async () =>
        {
            await Task.Yield();
            Throw(thrown);
            return "";
        }));

        Assert.Same(thrown, caught);
        Assert.Equal(nameof(Throw), new StackTrace(caught).GetFrame(0)!.GetMethod()!.Name);

        var span = spans.Single();
        Assert.Equal("error", span.GetTagItem("aiinstrument.outcome"));
        Assert.Equal("System.InvalidOperationException", span.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.DoesNotContain("prompt", string.Join(' ', span.TagObjects) + span.StatusDescription + string.Join(' ', span.Events), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Cancellation_stays_cancellation(string shape)
    {
        using var spans = Spans.Listen();
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        var caught = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Intercepted(shape, () => Task.FromCanceled<string>(cancellation.Token)));

        Assert.Equal(cancellation.Token, caught.CancellationToken);
        var span = spans.Single();
        Assert.Equal("cancelled", span.GetTagItem("aiinstrument.outcome"));
        Assert.Equal("System.Threading.Tasks.TaskCanceledException", span.GetTagItem("error.type"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    [Fact]
    public async Task A_cancelled_task_is_still_a_cancelled_task()
    {
        using var spans = Spans.Listen();
        using var cancellation = new CancellationTokenSource();
        await cancellation.CancelAsync();
        var observed = AiCall.Start(SampleSites.Chat)!.Observe(Task.FromCanceled<string>(cancellation.Token), s_read);
        await observed.ContinueWith(static _ => { }, TaskScheduler.Default);

        Assert.Equal(TaskStatus.Canceled, observed.Status);
    }

    [Fact]
    public void The_timeout_of_an_http_client_is_an_error()
    {
        using var spans = Spans.Listen();
        AiCall.Start(SampleSites.Chat)!.Fail(new TaskCanceledException("timeout", new TimeoutException()));

        Assert.Equal("error", spans.Single().GetTagItem("aiinstrument.outcome"));
        Assert.Equal("timeout", spans.Single().GetTagItem("error.type"));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task The_callers_activity_is_the_same_before_and_after(string shape)
    {
        using var spans = Spans.Listen();
        using var request = new Activity("request").Start();
        Activity? inside = null;
        var result = Intercepted(shape, async () =>
        {
            inside = Activity.Current;
            await Task.Yield();
            return "resp_1";
        });

        Assert.Same(request, Activity.Current);
        await result;
        Assert.Same(request, Activity.Current);
        Assert.Same(spans.Single(), inside);
        Assert.Same(request, inside!.Parent);
    }

    [Fact]
    public void The_callers_activity_is_back_after_a_synchronous_exception_through_an_inner_activity()
    {
        using var spans = Spans.Listen();
        using var request = new Activity("request").Start();

        Assert.Throws<InvalidOperationException>(() =>
        {
            var call = AiCall.Start(SampleSites.Chat)!;
            try
            {
                using var inner = new Activity("inner").Start();
                Throw(new InvalidOperationException());
            }
            catch (Exception e) when (call.Fail(e))
            {
                throw;
            }
            finally
            {
                call.Detach();
            }
        });

        Assert.Same(request, Activity.Current);
    }

    [Fact]
    public async Task Work_that_outlived_its_request_gets_the_stopped_activity_back()
    {
        using var spans = Spans.Listen();
        using var scope = AiScope.Begin(user: "ann");
        var request = new Activity("request").Start();
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var background = Task.Run(
            async () =>
            {
                await stopped.Task;
                Assert.Same(request, Activity.Current);
                var call = AiCall.Start(SampleSites.Chat)!;
                var observed = call.Observe(Task.FromResult("resp_1"), s_read);
                Assert.Same(request, Activity.Current);
                await observed;
                Assert.Same(request, Activity.Current);
                Assert.Equal("ann", AiScope.Current.User);
            },
            TestContext.Current.CancellationToken);
        request.Stop();
        stopped.SetResult();
        await background;
    }

    [Fact]
    public void Detaching_keeps_the_attribution_that_holds()
    {
        using var spans = Spans.Listen();
        using var scope = AiScope.Begin(user: "ann");
        AiCall.Start(SampleSites.Chat)!.Detach();

        Assert.Equal("ann", AiScope.Current.User);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Throw(Exception exception) => throw exception;

    /// <summary>What the generator emits around a call, for each shape of return type.</summary>
    private static Task<string> Intercepted(string shape, Func<Task<string>> target) => shape switch
    {
        "task" => InterceptedTask(target),
        "value task" => InterceptedValueTask(target).AsTask(),
        "synchronous" => Task.FromResult(InterceptedSync(target)),
        _ => throw new ArgumentOutOfRangeException(nameof(shape)),
    };

    private static Task<string> InterceptedTask(Func<Task<string>> target)
    {
        var call = AiCall.Start(SampleSites.Chat)!;
        Task<string> task;
        try
        {
            task = target();
        }
        catch (Exception e) when (call.Fail(e))
        {
            throw;
        }
        finally
        {
            call.Detach();
        }

        return call.Observe(task, static (c, r) => s_read(c, r));
    }

    private static ValueTask<string> InterceptedValueTask(Func<Task<string>> target)
    {
        var call = AiCall.Start(SampleSites.Chat)!;
        ValueTask<string> task;
        try
        {
            task = new ValueTask<string>(target());
        }
        catch (Exception e) when (call.Fail(e))
        {
            throw;
        }
        finally
        {
            call.Detach();
        }

        return call.Observe(task, static (c, r) => s_read(c, r));
    }

    private static string InterceptedSync(Func<Task<string>> target)
    {
        var call = AiCall.Start(SampleSites.Chat)!;
        string result;
        try
        {
            result = target().GetAwaiter().GetResult();
        }
        catch (Exception e) when (call.Fail(e))
        {
            throw;
        }
        finally
        {
            call.Detach();
        }

        return call.Observe(result, static (c, r) => s_read(c, r));
    }
}
