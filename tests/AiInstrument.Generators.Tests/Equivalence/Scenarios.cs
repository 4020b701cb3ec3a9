using System.ClientModel;
using System.Diagnostics;
using AiInstrument;

namespace TestApp
{
    [AiFeature("scenario")]
    public static class Scenarios
    {
        public static async Task Values(Log log)
        {
            var model = new Model(log);
            log.Add(model.Ask("a"));
            log.Add(await model.Later("b"));
            log.Add(model.Null());
            log.Add(await model.Value(new ValueTask<string>("c")));
            log.Add(await model.Value(new ValueTask<string>(Slow("d"))));
        }

        public static async Task Synchronous_exceptions(Log log)
        {
            var model = new Model(log);
            log.Try(() => model.Ask("fail"));
            log.Try(() => model.Eager(null));
            log.Try(() => model.EagerStream(null));
            await log.TryAsync(() => model.Eager(null));
        }

        public static async Task Late_exceptions(Log log)
        {
            var model = new Model(log);
            await log.TryAsync(() => Through(model, "fail"));
            await log.TryAsync(() => Through(model, "cancel"));
            await log.TryAsync(async () => await model.Value(new ValueTask<string>(model.Later("fail"))));
        }

        public static async Task States_of_tasks(Log log)
        {
            var model = new Model(log);
            var completed = Task.FromResult("x");
            log.Add(ReferenceEquals(completed, model.Done(completed)));
            log.State(model.Done(Task.FromException<string>(new OperationCanceledException("a fault, not a cancellation"))));
            log.State(model.Done(Task.FromCanceled<string>(new CancellationToken(true))));
            log.State(model.DonePlain(Task.WhenAll(Task.FromException(new InvalidOperationException("one")), Task.FromException(new ArgumentException("two")))));
            log.State(model.DonePlain(Task.CompletedTask));
            log.Add(model.NullTask() is null);
            var pending = model.Pending();
            log.State(pending);
            model.Gate.SetException(new Exception[] { new InvalidOperationException("three"), new OperationCanceledException("four") });
            await log.TryAsync(() => pending);
            log.State(pending);
            var cancelled = new Model(log);
            var plain = cancelled.PendingPlain();
            using var source = new CancellationTokenSource();
            source.Cancel();
            cancelled.Gate.SetCanceled(source.Token);
            try { await plain; } catch (OperationCanceledException e) { log.Add(e.CancellationToken == source.Token); log.Failure(e); }
            log.State(plain);
        }

        public static async Task Cancellation_tokens(Log log)
        {
            var model = new Model(log);
            using var source = new CancellationTokenSource();
            source.Cancel();
            try { await model.Later("x", source.Token); } catch (OperationCanceledException e) { log.Add(e.CancellationToken == source.Token); log.Failure(e); }
            log.Add(await model.Later(cancellation: default, text: "y"));
            await log.TryAsync(async () => { await foreach (var i in model.Stream(3, cancellation: source.Token)) log.Add(i); });
            await log.TryAsync(async () => { await foreach (var i in model.Stream(3).WithCancellation(source.Token)) log.Add(i); });
        }

        public static Task Synchronization_contexts(Log log)
        {
            foreach (var stay in new[] { true, false })
            {
                foreach (var caller in new[] { true, false })
                {
                    string? result = null;
                    var stays = false;
                    var posts = Posts.Run(async _ =>
                    {
                        result = await new Model(log).OnContext(stay).ConfigureAwait(caller);
                        stays = SynchronizationContext.Current is Posts;
                    });
                    log.Add(FormattableString.Invariant($"{stay} {caller}: {result}, {posts} posts, {stays || !caller}"), "context");
                }
            }

            log.Add(Posts.Run(async _ => { await foreach (var i in new Model(log).HandMade(false, true)) log.Add(i + " " + (SynchronizationContext.Current is Posts)); }), "posts of a stream");
            log.Add(Posts.Run(async _ => { await foreach (var i in new Model(log).Stream(3)) log.Add(i + " " + (SynchronizationContext.Current is Posts)); }), "posts of an iterator");
            return Task.CompletedTask;
        }

        public static async Task Ambient_state(Log log)
        {
            var model = new Model(log);
            var before = Activity.Current;
            Model.Local.Value = "caller's";
            var pending = model.Later("x");
            log.Add(ReferenceEquals(before, Activity.Current), "activity while pending");
            await pending;
            log.Add(ReferenceEquals(before, Activity.Current), "activity after");
            log.Add(Model.Local.Value);
            await model.SetsLocalLater("async method's");
            log.Add(Model.Local.Value);
            await model.SetsLocal("callee's");
            log.Add(Model.Local.Value);
            foreach (var i in model.Numbers(2)) log.Add(Model.Local.Value + " " + ReferenceEquals(before, Activity.Current));
            using (ExecutionContext.SuppressFlow())
            {
                var unflown = model.Done(Task.FromResult("u"));
                log.Add(ExecutionContext.IsFlowSuppressed());
                log.Add(unflown.Result);
            }
        }

        public static Task Arguments(Log log)
        {
            var model = new Model(log);
            string Eval(string text) => log.Add(text, "evaluated");
            int Number(int i) => log.Add(i, "evaluated");
            Model Receiver() { log.Add("receiver", "evaluated"); return model; }
            log.Add(Receiver().Named(Eval("first"), Number(1), Number(2), Number(3)));
            log.Add(Receiver().Named(rest: new[] { Number(9) }, second: Number(8), first: Eval("x")));
            log.Add(model.Named("only"));
            var a = 1;
            log.Add(model.Refs(ref a, out var b, Number(4)));
            log.Add(a + " " + b);
            log.Add(model.Refs(c: a, b: out b, a: ref a));
            log.Add(a + " " + b);
            log.Try(() => model.Named(Fail(), Number(5)));
            Model? none = null;
            log.Add(none?.Ask(Eval("never")));
            log.Add(none?.Later(Eval("never")) is null);
            log.Try(() => none!.Ask(Eval("evaluated before the null is seen")));
            log.Try(() => none!.Stream(Number(1)));
            return Task.CompletedTask;
        }

        public static Task Parameters(Log log)
        {
            var model = new Model(log);
            int Number(int i) => log.Add(i, "evaluated");
            log.Add(model.Span("s"));
            log.Add(model.Span("s", Number(1), Number(2)));
            log.Add(model.Span("s", stackalloc int[] { 1, 2, 3 }));
            log.Add(model.Listed("l"));
            log.Add(model.Listed("l", Number(1), Number(2)));
            log.Add(model.Listed(rest: new List<int> { 4, 5 }, first: "l"));
            var number = 7;
            log.Add(model.ReadOnlyRef(in number));
            log.Add(model.ReadOnlyRef(by: Number(3), number: ref number));
            log.Add(model.Scoped(ref number, [1, 2, 3]));
            log.Add(number);
            log.Add(model.OfRefStruct(new ReadOnlySpan<int>([1, 2]), 2));
            log.Add(model.Checked("checked"));
            log.Add(model.Checked(expression: "said", text: "checked"));
            return Task.CompletedTask;
        }

        public static async Task Places(Log log)
        {
            var model = new Model(log);
            string Eval(string text) => log.Add(text, "evaluated");
            log.Add(model.Next(true)?.Next(true)?.Ask(Eval("chained")).Length);
            log.Add(model.Next(true)?.Next(false)?.Ask(Eval("never")).Length);
            log.Add(model.Ask(model.Ask(Eval("inner")) + await model.Later("awaited")));
            log.Add(Lazy(model).First());
            Func<string, Task<string>> lambda = async text => await model.Later(text);
            log.Add(await lambda("lambda"));
            string Local(string text) => model.Ask(text);
            log.Add(Local("local"));
            log.Add(new[] { "query" }.Select(text => model.Ask(text)).Single());
            log.Add((from text in new[] { "clause" } select model.Ask(text)).Single());
            log.Add(new Model(log) is { } made && made.Ask("guard") is "guard!" ? "matched" : "not");
            log.Add($"{model.Ask("in a hole")}");
            try { model.Ask("fail"); } catch (InvalidOperationException e) when (model.Ask(e.Message).Length > 0) { log.Add("filtered", "caught"); }
            lock (model) { log.Add(model.Ask("locked")); }
            unchecked { log.Add(model.Ask("unchecked")); }
        }

        public static async Task Kinds_of_members(Log log)
        {
            IModel model = new Explicit();
            log.Add(await model.Ask("x"));
            log.Add(model.Default("y"));
            log.Add(await model.Count());
            var counter = new Counter();
            log.Add(counter.Next());
            log.Add(await counter.Ask("s"));
            log.Add(counter.Bump(5));
            log.Add(counter.Calls);
            IModel boxed = counter;
            log.Add(await boxed.Count());
            log.Add(counter.Calls);
            log.Add(await Constrained(counter));
            log.Add(new Model(log).Extended("e"));
            log.Add(Extensions.Extended(times: 3, model: new Model(log), text: "f"));
            log.Add(((Model?)null).OnNull());
            log.Add(Extensions.Static("g"));
            log.Add(await new Holder<int>().Pair(1, 2.5));
            log.Add(new Model(log).Echo("word", (int _) => "other"));
            log.Add(new Derived(log).Virtual(1));
            Model derived = new Derived(log);
            log.Add(derived.Virtual(2));
        }

        public static Task Escapes(Log log)
        {
            var model = new Model(log);
            Func<string, string> group = model.Ask;
            log.Add(group("group"));
            dynamic late = model;
            log.Add((string)late.Ask("dynamic"));
            log.Add((object)model.Dynamic("result"));
            System.Linq.Expressions.Expression<Func<string>> tree = () => model.Ask("tree");
            log.Add(tree.Compile()());
            var numbers = new[] { 1, 2 };
            model.RefReturn(numbers, 1) = 5;
            log.Add(numbers[1]);
            log.Add(model.SpanReturn("span").ToString());
            model.Nothing("void");
            log.Add(Generic<Static>());
            log.Add(new Derived(log).Virtual(3));
            dynamic argument = "argument";
            log.Add((string)model.Ask(argument));
            return Task.CompletedTask;
        }

        public static async Task Streams(Log log)
        {
            var model = new Model(log);
            var before = Activity.Current;
            await foreach (var i in model.Stream(3)) log.Add(i + " " + ReferenceEquals(before, Activity.Current));
            await foreach (var i in model.Stream(9)) { if (log.Add(i) == 1) break; }
            await log.TryAsync(async () => { await foreach (var i in model.Stream(5, failAt: 3)) log.Add(i); });
            model.Stream(1);
            var twice = model.Stream(2);
            await foreach (var i in twice) log.Add(i);
            await foreach (var i in twice.ConfigureAwait(false)) log.Add(i);
            log.Add(model.NullStream() is null);
        }

        public static async Task Streams_made_by_hand(Log log)
        {
            var model = new Model(log);
            Model.Local.Value = "none";
            await using (var e = model.HandMade(false, false).GetAsyncEnumerator())
            {
                log.Add(e.Current);
                log.Add(await e.MoveNextAsync());
                log.Add(e.Current);
                log.Add(Model.Local.Value);
            }

            log.Add(Model.Local.Value);
            await using (model.HandMade(false, false).GetAsyncEnumerator(new CancellationTokenSource().Token))
            {
            }

            log.Try(() => model.HandMade(true, false).GetAsyncEnumerator());
            await foreach (var i in model.HandMade(false, true)) log.Add(i);
            using (var e = model.HandMadeNumbers().GetEnumerator())
            {
                log.Add(e.MoveNext() && e.MoveNext() && !e.MoveNext());
                e.Reset();
                log.Add(e.MoveNext());
                log.Add(e.Current);
            }
        }

        public static Task Sequences(Log log)
        {
            var model = new Model(log);
            log.Add(string.Join(",", model.Numbers(3)));
            foreach (var i in model.Numbers(9)) { if (log.Add(i) == 1) break; }
            log.Try(() => { foreach (var i in model.Numbers(5, failAt: 2)) log.Add(i); });
            model.Numbers(1);
            log.Add(model.HandMadeNumbers().Sum());
            return Task.CompletedTask;
        }

        public static async Task Collections(Log log)
        {
            var model = new Model(log);
            await foreach (var i in model.Pages()) log.Add(i);
            var pages = model.Pages();
            await foreach (var page in pages.GetRawPagesAsync())
            {
                log.Add(page.GetRawResponse().Content.ToString(), "page");
                log.Add(pages.GetContinuationToken(page)?.ToBytes().ToString(), "token");
            }

            foreach (var i in model.PagesNow()) log.Add(i);
            var now = model.PagesNow();
            foreach (var page in now.GetRawPages())
            {
                log.Add(page.GetRawResponse().Content.ToString(), "page");
                log.Add(now.GetContinuationToken(page)?.ToBytes().ToString(), "token");
            }

            model.Pages();
        }

        private static async Task<string> Slow(string text) { await Task.Yield(); return text; }

        private static async Task<string> Through(Model model, string text) => await model.Later(text);

        private static async Task<string> Constrained<T>(T model) where T : IModel => await model.Ask("constrained");

        private static string Generic<T>() where T : IStatic<T> => T.Abstract("a") + T.Virtual("v");

        private static IEnumerable<string> Lazy(Model model) { yield return model.Ask("iterator"); }

        private static string Fail() => throw new FormatException("an argument");
    }
}
