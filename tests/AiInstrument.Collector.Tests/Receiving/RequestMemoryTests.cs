using AiInstrument.Collector.Memory;

namespace AiInstrument.Collector.Tests.Receiving;

public sealed class RequestMemoryTests
{
    private const long Most = 10 * RequestMemory.Step;

    [Fact]
    public void What_a_request_takes_is_taken_of_the_budget_in_steps_and_given_back_when_it_ends()
    {
        var budget = new MemoryBudget(Most);
        using (var memory = new RequestMemory(budget, Most))
        {
            memory.Take(1);
            Assert.InRange(budget.Taken, 1, 2 * RequestMemory.Step);
            memory.Take(5 * RequestMemory.Step);
            Assert.InRange(budget.Taken, 5 * RequestMemory.Step, 7 * RequestMemory.Step);
            memory.GiveBack(5 * RequestMemory.Step);
            Assert.InRange(budget.Taken, 1, 3 * RequestMemory.Step);
        }

        Assert.Equal(0, budget.Taken);
    }

    [Fact]
    public void More_than_one_request_may_take_is_refused_for_good()
    {
        using var memory = new RequestMemory(new MemoryBudget(long.MaxValue), 1000);

        memory.Take(1000);
        Assert.False(Assert.Throws<MemoryExhaustedException>(() => memory.Take(2 * RequestMemory.Step)).IsRetryable);
    }

    [Fact]
    public void More_than_the_others_leave_may_be_tried_again()
    {
        var budget = new MemoryBudget(Most);
        using var first = new RequestMemory(budget, Most);
        using var second = new RequestMemory(budget, Most);
        first.Take(Most - RequestMemory.Step);

        Assert.True(Assert.Throws<MemoryExhaustedException>(() => second.Take(1)).IsRetryable);
        first.Dispose();
        second.Take(1);
    }
}
