using System.Text;
using AiInstrument.Delivery;
using AiInstrument.Delivery.Storage;

namespace AiInstrument.Tests.Delivery;

public sealed class DiskStoreTests : IDisposable
{
    private const long MaxBytes = 1024 * 1024;

    private readonly TemporaryFolder _folder = new();
    private readonly LossLedger _losses = new("this-process", TimeProvider.System) { Context = Records.Context };

    private string[] Files => Directory.GetFiles(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_appended_is_in_the_file_at_once_and_the_next_process_delivers_it()
    {
        var dead = Open();
        dead.Append(Records.New("one"));
        dead.Append(Records.New("two"));

        // The system closes a killed process's files; nothing else happens to them.
        Assert.Contains("two", Encoding.Latin1.GetString(ReadShared(Files.Single())), StringComparison.Ordinal);
        dead.Dispose();
        using var next = Open();

        Assert.Equal(["one", "two"], next.TakeAll());
    }

    [Fact]
    public void What_was_delivered_is_not_delivered_again_and_an_empty_file_goes()
    {
        var first = Open();
        foreach (var text in (string[])["one", "two", "three"])
        {
            first.Append(Records.New(text));
        }

        first.Settle(first.Take(2, int.MaxValue));
        first.Dispose();
        using (var second = Open())
        {
            var rest = second.Take(10, int.MaxValue);
            Assert.Equal(["three"], rest.Select(Records.TextOf));
            second.Settle(rest);
        }

        Assert.Empty(Files);
    }

    [Fact]
    public void Two_processes_share_a_folder_and_neither_takes_the_other_ones_records_while_it_lives()
    {
        var one = Open();
        using var two = Open();
        one.Append(Records.New("one"));
        two.Append(Records.New("two"));
        two.Tend();
        Assert.Equal(["two"], two.TakeAll());

        one.Dispose();
        two.Tend();

        Assert.Equal(["one"], two.TakeAll());
    }

    [Fact]
    public void Only_one_of_many_takes_over_what_a_dead_process_left()
    {
        var dead = Open();
        for (var i = 0; i < 100; i++)
        {
            dead.Append(Records.New($"span {i}"));
        }

        dead.Dispose();
        var heirs = new DiskStore[8];
        Parallel.For(0, heirs.Length, i => heirs[i] = Open());
        var taken = heirs.Select(Records.TakeAll).Where(static texts => texts.Length > 0).ToList();
        Array.ForEach(heirs, static heir => heir.Dispose());

        Assert.Equal(100, Assert.Single(taken).Length);
    }

    [Fact]
    public void A_torn_tail_is_cut_off_and_is_no_loss()
    {
        var file = Leave("one", "two");
        using (var stream = File.OpenWrite(file))
        {
            stream.SetLength(stream.Length - 9);
        }

        using var store = Open();

        Assert.Equal(["one"], store.TakeAll());
        Assert.Equal(0, _losses.Lost);
    }

    [Theory]
    [InlineData("two", 0)] // content
    [InlineData("two", -24)] // somewhere in the headers
    [InlineData("two", -32)]
    [InlineData("two", -40)]
    public void A_flipped_bit_costs_one_record(string text, int offset)
    {
        var file = Leave("one", "two", "three");
        var bytes = File.ReadAllBytes(file);
        bytes[Encoding.Latin1.GetString(bytes).IndexOf(text, StringComparison.Ordinal) + offset] ^= 0x04;
        File.WriteAllBytes(file, bytes);

        using var store = Open();

        Assert.Equal(["one", "three"], store.TakeAll());
        Assert.Equal(1, _losses.Lost);
    }

    [Fact]
    public void No_single_flipped_bit_is_fatal_or_brings_a_wrong_record()
    {
        var original = File.ReadAllBytes(Leave("one", "two", "three"));
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            var bytes = (byte[])original.Clone();
            bytes[random.Next(SegmentHeader.Bytes, bytes.Length)] ^= (byte)(1 << random.Next(8));
            foreach (var record in SegmentScan.Waiting(bytes, out _))
            {
                Assert.Contains((string[])["one", "two", "three"], text => Encoding.Latin1.GetString(bytes.AsSpan((int)record.Offset, record.Size)).Contains(text, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Files_of_others_are_left_alone_and_one_without_a_header_goes()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "0-foreign.aioutbox"), new string('x', 500));
        File.WriteAllText(Path.Combine(_folder.Path, "0-short.aioutbox"), "x");
        File.WriteAllBytes(Path.Combine(_folder.Path, "0-empty.aioutbox"), []);
        File.WriteAllText(Path.Combine(_folder.Path, "notes.txt"), "x");
        using (var other = new DiskStore(_folder.Path, "another-application", MaxBytes, fsync: false, _losses, TimeProvider.System))
        {
            other.Append(Records.New("not ours"));
        }

        using (var store = Open())
        {
            Assert.Empty(store.TakeAll());
        }

        var left = Files.Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(4, left.Count);
        Assert.DoesNotContain("0-empty.aioutbox", left);
    }

    [Fact]
    public void Above_the_cap_the_oldest_go_first_and_each_is_counted()
    {
        using var store = Open();
        var filler = new string('x', 1000);
        const int Count = 3000;
        for (var i = 0; i < Count; i++)
        {
            store.Append(Records.New($"{i} {filler}"));
        }

        Assert.InRange(Files.Sum(static file => new FileInfo(file).Length), MaxBytes / 2, MaxBytes);
        var kept = store.Take(int.MaxValue, int.MaxValue);
        var spans = kept.Where(static record => record.Kind == RecordKind.Span).Select(record => int.Parse(Records.TextOf(record).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(Enumerable.Range(Count - spans.Count, spans.Count), spans);
        Assert.Equal(Count - spans.Count, _losses.Lost);

        // The last word about the losses is among what is kept.
        Assert.Contains(kept, static record => record.Kind == RecordKind.Loss);
    }

    [Fact]
    public void What_another_process_had_lost_is_not_forgotten_when_its_file_makes_room()
    {
        var others = new LossLedger("other-process", TimeProvider.System) { Context = Records.Context };
        others.AddLost(7);
        using (var dead = new DiskStore(_folder.Path, "app", MaxBytes, fsync: false, others, TimeProvider.System))
        {
            dead.Append(Records.New("span"));
            dead.Tend();
        }

        using var store = Open();
        for (var i = 0; i < 3000; i++)
        {
            store.Append(Records.New(new string('x', 1000)));
        }

        Assert.Contains(store.TakeAll(), static text => text.Contains("other-process", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_under_way_while_its_file_makes_room_is_lost_only_if_it_does_not_arrive()
    {
        using var store = Open();
        store.Append(Records.New("arrives"));
        store.Append(Records.New("comes back"));
        var arrives = store.Take(1, int.MaxValue);
        var comesBack = store.Take(1, int.MaxValue);
        var filler = new string('x', 1000);
        for (var i = 0; i < 3000; i++)
        {
            store.Append(Records.New(filler));
        }

        var before = _losses.Lost;
        store.Settle(arrives);
        Assert.Equal(before, _losses.Lost);
        store.Return(comesBack);
        Assert.Equal(before + 1, _losses.Lost);
    }

    [Fact]
    public void A_span_larger_than_the_outbox_takes_is_counted_and_the_rest_goes_on()
    {
        using var store = Open();
        store.Append(Records.New(new string('x', (int)MaxBytes / 2)));
        store.Append(Records.New("small"));
        store.Append(Records.New(new string('y', (int)MaxBytes / 8)));

        var spans = store.Take(10, int.MaxValue).Where(static record => record.Kind == RecordKind.Span);
        Assert.Equal(["small", new string('y', (int)MaxBytes / 8)], spans.Select(Records.TextOf));
        Assert.Equal(1, _losses.Lost);
    }

    [Fact]
    public void Many_threads_append_while_another_delivers_and_every_record_comes_once()
    {
        using var store = Open(fsync: true, maxBytes: 64 * MaxBytes);
        var delivered = new List<string>();
        var appending = Task.Run(() => Parallel.For(0, 500, i => store.Append(Records.New($"{i}"))));
        while (!appending.IsCompleted || store.Waiting > 0)
        {
            var taken = store.Take(100, int.MaxValue);
            delivered.AddRange(taken.Select(Records.TextOf));
            store.Settle(taken);
        }

        Assert.Equal(500, delivered.Count);
        Assert.Equal(500, delivered.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Only_the_user_can_read_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Path.Combine(_folder.Path, "new", "outbox");
        using var store = new DiskStore(folder, "app", MaxBytes, fsync: false, _losses, TimeProvider.System);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.GetFiles(folder).Single()));
    }

    [Fact]
    public void Without_a_usable_folder_spans_wait_in_memory_and_the_log_says_so_once()
    {
        // A file where the folder should be: refused for every user, the administrator too.
        var occupied = Path.Combine(_folder.Path, "occupied");
        File.WriteAllText(occupied, "");
        var log = new LogLines();

        using var store = Outbox.OpenStore(new OutboxOptions { Directory = Path.Combine(occupied, "outbox") }, "app", _losses, log);

        Assert.IsType<MemoryStore>(store);
        Assert.Contains(occupied, Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void In_memory_the_oldest_go_first_too()
    {
        using var store = new MemoryStore(1000, _losses);
        for (var i = 0; i < 100; i++)
        {
            store.Append(Records.New($"{i}"));
        }

        var kept = store.Take(int.MaxValue, int.MaxValue);
        Assert.Equal("99", Records.TextOf(kept[^1]));
        Assert.Equal(100 - kept.Count, _losses.Lost);
        store.Settle(kept);
        store.Tend();
        Assert.Contains("this-process", Assert.Single(store.TakeAll()), StringComparison.Ordinal);
    }

    private static byte[] ReadShared(string path)
    {
        // Locks are between those who ask for them; a copy does not.
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("cat", [path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        using var bytes = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private DiskStore Open(bool fsync = false, long maxBytes = MaxBytes) => new(_folder.Path, "app", maxBytes, fsync, _losses, TimeProvider.System);

    // The file of a process that died with these.
    private string Leave(params string[] texts)
    {
        using (var dead = Open())
        {
            foreach (var text in texts)
            {
                dead.Append(Records.New(text));
            }
        }

        return Files.Single();
    }
}
