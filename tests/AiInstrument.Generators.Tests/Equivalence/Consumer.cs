using System.ClientModel;
using System.ClientModel.Primitives;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using AiInstrument;

namespace TestApp
{
    /// <summary>What a scenario could observe.</summary>
    public sealed class Log
    {
        private readonly List<string> _lines = new();

        public string Text { get { lock (_lines) { return string.Join("\n", _lines); } } }

        public T Add<T>(T value, [CallerArgumentExpression("value")] string what = "")
        {
            lock (_lines)
            {
                _lines.Add(what + " = " + (value is null ? "null" : FormattableString.Invariant($"{value}")));
            }

            return value;
        }

        /// <summary>The type, the text, and the frames that people wrote, innermost first.</summary>
        public void Failure(Exception e)
        {
            Add(e.GetType().FullName, "failure");
            Add(e.Message, "message");
            foreach (var line in (e.StackTrace ?? "").Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith("at TestApp.", StringComparison.Ordinal)))
            {
                Add(line, "frame");
            }
        }

        public void Try(Action action) { try { action(); Add("none", "failure"); } catch (Exception e) { Failure(e); } }

        public async Task TryAsync(Func<Task> action) { try { await action(); Add("none", "failure"); } catch (Exception e) { Failure(e); } }

        public void State(Task task)
        {
            Add(task.Status, "status");
            Add(string.Join(", ", task.Exception?.InnerExceptions.Select(e => e.GetType().Name + " " + e.Message) ?? Array.Empty<string>()), "inner");
        }
    }

    public sealed class Posts : SynchronizationContext
    {
        private readonly System.Collections.Concurrent.BlockingCollection<(SendOrPostCallback, object?)> _queue = new();
        public int Count;
        public Action? Elsewhere;

        public override void Post(SendOrPostCallback d, object? state) { Interlocked.Increment(ref Count); _queue.Add((d, state)); }

        public override SynchronizationContext CreateCopy() => this;

        public static int Run(Func<Posts, Task> action)
        {
            var before = Current;
            var posts = new Posts();
            SetSynchronizationContext(posts);
            try
            {
                var task = action(posts);
                task.ContinueWith(_ => posts._queue.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                while (true)
                {
                    if (!posts._queue.TryTake(out var post))
                    {
                        // Whoever waits for a pool thread goes on when the caller has come to its await: otherwise threads would race.
                        if (Interlocked.Exchange(ref posts.Elsewhere, null) is { } elsewhere)
                        {
                            // Not a task: waiting for one may run it on this thread.
                            using var done = new ManualResetEventSlim();
                            ThreadPool.QueueUserWorkItem(_ => { elsewhere(); done.Set(); });
                            done.Wait();
                            continue;
                        }

                        if (!posts._queue.TryTake(out post, Timeout.Infinite))
                        {
                            break;
                        }
                    }

                    post.Item1(post.Item2);
                }

                task.GetAwaiter().GetResult();
                return posts.Count;
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }
    }

    public readonly struct PoolThread : INotifyCompletion
    {
        private readonly Posts _posts;
        public PoolThread(Posts posts) => _posts = posts;
        public bool IsCompleted => false;
        public PoolThread GetAwaiter() => this;
        public void OnCompleted(Action continuation) => _posts.Elsewhere = continuation;
        public void GetResult() { }
    }

    public class Model
    {
        public static readonly AsyncLocal<string?> Local = new();
        private readonly Log _log;

        public Model(Log log) => _log = log;

        public TaskCompletionSource<string> Gate { get; } = new();

        [AiModelCall] public string Ask(string text) => text == "fail" ? throw new InvalidOperationException("ask failed") : text + "!";
        [AiModelCall] public virtual string Virtual(int number) => "base " + number;
        [AiModelCall] public string Named(string first, int second = 2, params int[] rest) => first + second + string.Join("", rest);
        [AiModelCall] public int Refs(ref int a, out int b, in int c) { a += c; b = a * 10; return a + b; }
        [AiModelCall] public string Span(string first, params ReadOnlySpan<int> rest) => first + rest.Length;
        [AiModelCall] public string Listed(string first, params IEnumerable<int> rest) => first + string.Join("", rest);
        [AiModelCall] public int ReadOnlyRef(ref readonly int number, int by = 1) => number + by;
        [AiModelCall] public int Scoped(scoped ref int number, scoped ReadOnlySpan<int> more) => number += more.Length;
        [AiModelCall] public string OfRefStruct<T>(T value, int length) where T : struct, allows ref struct => typeof(T).Name + length;
        [AiModelCall] public ref int RefReturn(int[] numbers, int index) => ref numbers[index];
        [AiModelCall] public ReadOnlySpan<char> SpanReturn(string text) => text.AsSpan(1);
        [AiModelCall] public void Nothing(string text) => _log.Add(text, "nothing returned");
        [AiModelCall] public Model? Next(bool exists) => exists ? this : null;
        [AiModelCall] public string Checked(string text, [CallerMemberName] string member = "", [CallerLineNumber] int line = 0, [CallerArgumentExpression("text")] string expression = "") => text + member + line + expression;
        [AiModelCall] public dynamic Dynamic(object value) => value;
        [AiModelCall] public string? Null() => null;
        [AiModelCall] public Task<string> NullTask() => null!;
        [AiModelCall] public Task<string> Pending() => Gate.Task;
        [AiModelCall] public Task PendingPlain() => Gate.Task;
        [AiModelCall] public Task<string> Done(Task<string> task) => task;
        [AiModelCall] public Task DonePlain(Task task) => task;
        [AiModelCall] public ValueTask<string> Value(ValueTask<string> task) => task;

        [AiModelCall] public Task<string> SetsLocal(string value) { Local.Value = value; return Task.FromResult(value); }
        [AiModelCall] public async Task<string> SetsLocalLater(string value) { Local.Value = value; await Task.Yield(); return Local.Value; }
        [AiModelCall] public Task<string> Eager(string? text, CancellationToken cancellation = default)
        {
            ArgumentNullException.ThrowIfNull(text);
            return Later(text, cancellation);
        }

        [AiModelCall] public async Task<string> Later(string text, CancellationToken cancellation = default)
        {
            _log.Add(Local.Value, "local inside");
            _log.Add(InTree(), "activity inside");
            await Task.Yield();
            cancellation.ThrowIfCancellationRequested();
            _log.Add(Local.Value, "local later");
            _log.Add(InTree(), "activity later");
            return text switch { "fail" => throw new InvalidOperationException("late"), "cancel" => throw new OperationCanceledException("mine"), _ => text + "!" };
        }

        [AiModelCall] public async Task<string> OnContext(bool stay)
        {
            if (stay)
            {
                await Task.Yield();
            }
            else
            {
                await new PoolThread((Posts)SynchronizationContext.Current!);
            }

            return "on " + (SynchronizationContext.Current is Posts);
        }

        [AiModelCall] public async IAsyncEnumerable<int> Stream(int count, int failAt = -1, [EnumeratorCancellation] CancellationToken cancellation = default)
        {
            try
            {
                for (var i = 0; i < count; i++)
                {
                    if (i == failAt) throw new InvalidOperationException("stream");
                    if (i % 2 == 0) await Task.Yield();
                    cancellation.ThrowIfCancellationRequested();
                    yield return i;
                }
            }
            finally
            {
                _log.Add(InTree(), "stream closed");
            }
        }

        [AiModelCall] public IAsyncEnumerable<int> EagerStream(string? text) { ArgumentNullException.ThrowIfNull(text); return Stream(2); }
        [AiModelCall] public IAsyncEnumerable<int> HandMade(bool fails, bool late) => new HandMadeStream(_log, fails, late);
        [AiModelCall] public IAsyncEnumerable<int> NullStream() => null!;
        [AiModelCall] public IEnumerable<int> Numbers(int count, int failAt = -1)
        {
            try
            {
                for (var i = 0; i < count; i++)
                {
                    if (i == failAt) throw new InvalidOperationException("numbers");
                    Local.Value = "step " + i;
                    yield return i;
                }
            }
            finally
            {
                _log.Add("closed", "numbers");
            }
        }

        [AiModelCall] public IEnumerable<int> HandMadeNumbers() => new HandMadeNumbers(_log);
        [AiModelCall] public AsyncCollectionResult<int> Pages() => new AsyncPages(_log);
        [AiModelCall] public CollectionResult<int> PagesNow() => new PagesNow(_log);
        [AiModelCall] public T Echo<T, TKey>(T value, Func<TKey, T> other) where T : class, IComparable<T> where TKey : notnull => value;

        public static bool InTree() => Activity.Current?.TraceId == RootTrace && RootTrace != default;

        public static ActivityTraceId RootTrace { get; set; }
    }

    public sealed class Derived : Model
    {
        public Derived(Log log) : base(log) { }
        public override string Virtual(int number) => "derived over " + base.Virtual(number);
    }

    public sealed class Holder<T> where T : struct
    {
        [AiModelCall] public Task<(T, U)> Pair<U>(T a, U b) where U : new() => Task.FromResult((a, b));
    }

    public interface IModel
    {
        [AiModelCall] Task<string> Ask(string text);
        [AiModelCall] string Default(string text) => "default " + text;
        [AiModelCall] ValueTask<int> Count(string text = "four");
    }

    public sealed class Explicit : IModel
    {
        Task<string> IModel.Ask(string text) => Task.FromResult("explicit " + text);
        ValueTask<int> IModel.Count(string text) => new(text.Length);
    }

    public interface IStatic<TSelf> where TSelf : IStatic<TSelf>
    {
        [AiModelCall] static abstract string Abstract(string text);
        [AiModelCall] static virtual string Virtual(string text) => "virtual " + text;
    }

    public sealed class Static : IStatic<Static>
    {
        public static string Abstract(string text) => "abstract " + text;
    }

    public struct Counter : IModel
    {
        public int Calls;
        [AiModelCall] public int Next() => ++Calls;
        public Task<string> Ask(string text) { Calls++; return Task.FromResult(text + Calls); }
        public ValueTask<int> Count(string text) => new(++Calls);
    }

    public static class Extensions
    {
        [AiModelCall] public static string Extended(this Model model, string text, int times = 2) => string.Concat(Enumerable.Repeat(text, times));
        [AiModelCall] public static string OnNull(this Model? model) => model is null ? "null is fine" : "not null";
        [AiModelCall] public static int Bump(this ref Counter counter, int by) => counter.Calls += by;
        [AiModelCall] public static string Static(string text) => text + "?";
    }

    public sealed class HandMadeStream : IAsyncEnumerable<int>, IAsyncEnumerator<int>
    {
        private readonly Log _log;
        private readonly bool _fails;
        private readonly bool _late;
        public HandMadeStream(Log log, bool fails, bool late) { _log = log; _fails = fails; _late = late; }
        public int Current { get; private set; } = -1;
        public IAsyncEnumerator<int> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            _log.Add(cancellationToken.CanBeCanceled, "opened");
            return _fails ? throw new InvalidOperationException("cannot open") : this;
        }

        public ValueTask<bool> MoveNextAsync()
        {
            Model.Local.Value = "moved " + ++Current;
            return _late ? Late() : new(Current < 2);
        }

        public ValueTask DisposeAsync() { Model.Local.Value += " and disposed"; _log.Add("stream", "disposed"); return default; }

        private async ValueTask<bool> Late() { await Task.Yield(); return Current < 2; }
    }

    public sealed class HandMadeNumbers : IEnumerable<int>, IEnumerator<int>
    {
        private readonly Log _log;
        public HandMadeNumbers(Log log) => _log = log;
        public int Current { get; private set; } = -1;
        object System.Collections.IEnumerator.Current => Current;
        public IEnumerator<int> GetEnumerator() { _log.Add("numbers", "opened"); return this; }
        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => this;
        public bool MoveNext() => ++Current < 2;
        public void Reset() => Current = -1;
        public void Dispose() => _log.Add("numbers", "disposed");
    }

    public sealed class Reply : PipelineResponse
    {
        public override int Status => 200;
        public override string ReasonPhrase => "OK";
        public override Stream? ContentStream { get; set; }
        public override BinaryData Content => BinaryData.FromString("content");
        protected override PipelineResponseHeaders HeadersCore => throw new NotSupportedException();
        public override BinaryData BufferContent(CancellationToken cancellationToken = default) => Content;
        public override ValueTask<BinaryData> BufferContentAsync(CancellationToken cancellationToken = default) => new(Content);
        public override void Dispose() { }
    }

    public sealed class AsyncPages : AsyncCollectionResult<int>
    {
        private readonly Log _log;
        public AsyncPages(Log log) => _log = log;
        public override async IAsyncEnumerable<ClientResult> GetRawPagesAsync() { _log.Add("raw", "pages"); await Task.Yield(); yield return ClientResult.FromResponse(new Reply()); }
        public override ContinuationToken? GetContinuationToken(ClientResult page) => ContinuationToken.FromBytes(BinaryData.FromString("next"));
        protected override async IAsyncEnumerable<int> GetValuesFromPageAsync(ClientResult page) { _log.Add(page.GetRawResponse().Status, "values of"); yield return 1; await Task.Yield(); yield return 2; }
    }

    public sealed class PagesNow : CollectionResult<int>
    {
        private readonly Log _log;
        public PagesNow(Log log) => _log = log;
        public override IEnumerable<ClientResult> GetRawPages() { _log.Add("raw", "pages"); yield return ClientResult.FromResponse(new Reply()); }
        public override ContinuationToken? GetContinuationToken(ClientResult page) => ContinuationToken.FromBytes(BinaryData.FromString("next"));
        protected override IEnumerable<int> GetValuesFromPage(ClientResult page) { _log.Add(page.GetRawResponse().Status, "values of"); yield return 1; yield return 2; }
    }
}
