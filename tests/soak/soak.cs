// Hours in minutes: eight threads that allocate, throw, wait, lock, finalize, forget and time, each checking its own sums; main watches memory.
//   soak <seconds>            all of it; "right" and "flat" at the end, exit code 0 if both hold
//   exceptions <count>        exceptions through 20 frames
//   threads <count>           threads started and joined
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;

static long Resident()
{
    foreach (string line in File.ReadLines("/proc/self/status"))
        if (line.StartsWith("VmRSS:")) return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
    return 0;
}

long amount = long.Parse(args[1]);
return args[0] switch { "soak" => Soak.Run(amount, Resident), "exceptions" => Exceptions.Run(amount, Resident), "threads" => Threads.Run(amount, Resident), _ => 2 };

static class Exceptions
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    static int Down(int depth, int n)
    {
        if (depth == 0) throw new InvalidOperationException("number " + n);
        try { return Down(depth - 1, n) + 1; } finally { Finally++; }
    }
    static long Finally;

    public static int Run(long count, Func<long> resident)
    {
        long caught = 0, early = 0;
        for (int i = 0; i < count; i++)
        {
            try { Down(20, i); } catch (InvalidOperationException e) when (e.Message.Length > 7) { caught++; }
            if (i == count / 10) early = resident();
        }
        long late = resident();
        bool right = caught == count && Finally == 20 * count, flat = late <= early + early / 4 + 8192;
        Console.WriteLine($"exceptions {caught}, finally blocks {Finally}: {(right ? "right" : "WRONG")}; {early} KB, then {late} KB: {(flat ? "flat" : "GROWN")}");
        return right && flat ? 0 : 1;
    }
}

static class Threads
{
    public static int Run(long count, Func<long> resident)
    {
        long sum = 0, early = 0;
        for (int i = 0; i < count; i++)
        {
            int n = i;
            var t = new Thread(() => Interlocked.Add(ref sum, n + new int[8].Length));
            t.Start();
            t.Join();
            if (i == count / 10) early = resident();
        }
        long late = resident(), expected = count * (count - 1) / 2 + 8 * count;
        bool right = sum == expected, flat = late <= early + early / 4 + 8192;
        Console.WriteLine($"threads {count}: {(right ? "right" : "WRONG")}; {early} KB, then {late} KB: {(flat ? "flat" : "GROWN")}");
        return right && flat ? 0 : 1;
    }
}

static class Soak
{
    static readonly Stopwatch clock = Stopwatch.StartNew();
    static long deadline, wrong;
    static readonly long[] rounds = new long[8];

    static bool Going => clock.ElapsedMilliseconds < Volatile.Read(ref deadline);
    static void Check(bool right, [CallerArgumentExpression(nameof(right))] string what = "")
    {
        if (right) return;
        if (Interlocked.Increment(ref wrong) < 10) Console.WriteLine("WRONG: " + what);
    }

    public static int Run(long seconds, Func<long> resident)
    {
        deadline = seconds * 1000;
        Action[] bodies = [Allocate, Throw, Await, Lock, Finalizers, Weak, Timers, Collections];
        var threads = bodies.Select((body, i) => new Thread(() => { while (Going) { body(); rounds[i]++; } }) { Name = body.Method.Name }).ToArray();
        foreach (var t in threads) t.Start();
        var samples = new List<long>();
        while (Going) { Thread.Sleep((int)Math.Max(50, deadline / 40)); samples.Add(resident()); }
        foreach (var t in threads) t.Join();
        // The first quarter may grow; what comes later may not, but for the noise of conservative stacks and pages not yet given back.
        int quarter = Math.Max(1, samples.Count / 4);
        long early = samples.Take(2 * quarter).Max(), late = samples.Skip(3 * quarter).DefaultIfEmpty(early).Max();
        bool flat = late <= early + early / 4 + 32768, right = Interlocked.Read(ref wrong) == 0 && rounds.All(r => r > 0);
        Console.WriteLine($"{seconds} s, rounds {string.Join(' ', rounds.Select((r, i) => bodies[i].Method.Name + " " + r))}; {GC.CollectionCount(0)} collections, {GC.CollectionCount(2)} full, {GC.GetTotalAllocatedBytes() >> 20} MB allocated");
        Console.WriteLine($"sums {(right ? "right" : "WRONG")}; first half at most {early} KB, last quarter at most {late} KB: {(flat ? "flat" : "GROWN")}");
        return right && flat ? 0 : 1;
    }

    // ---- bodies: one round each ----
    class Node { public Node? Left, Right; public int Value; }
    static Node Tree(int depth, int value) => depth == 0 ? new Node { Value = value } : new Node { Left = Tree(depth - 1, value), Right = Tree(depth - 1, value), Value = value };
    static long Sum(Node? n) => n == null ? 0 : n.Value + Sum(n.Left) + Sum(n.Right);
    static readonly Node?[] kept = new Node?[50];

    static void Allocate()
    {
        for (int i = 0; i < 20; i++)
        {
            int slot = (int)((rounds[0] * 7 + i * 13) % kept.Length);
            if (kept[slot] is { } old) Check(Sum(old) == 255L * old.Value);
            kept[slot] = Tree(7, slot);
        }
        var large = new byte[100_000 + (int)(rounds[0] % 50) * 1000];
        large[^1] = 7;
        string text = "";
        for (int i = 0; i < 50; i++) text += (char)('a' + i % 26);
        Check(text.Length == 50 && text[27] == 'b' && large[^1] == 7 && large[50_000] == 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static int Deep(int depth) { try { return depth == 0 ? throw new FormatException("deep") : Deep(depth - 1); } finally { unwound++; } }
    [ThreadStatic] static int unwound;

    static void Throw()
    {
        unwound = 0;
        int caught = 0;
        for (int i = 0; i < 20; i++)
            try { Deep(10); }
            catch (FormatException e) when (e.Message == "deep") { caught++; try { throw new ArgumentException("again", e); } catch (ArgumentException a) { Check(a.InnerException == e); } }
        Check(caught == 20 && unwound == 220);
        string? nothing = caught > 100 ? "x" : null;
        try { Check(nothing!.Length < 0); } catch (NullReferenceException) { caught++; }
        Check(caught == 21);
    }

    static readonly AsyncLocal<int> local = new();
    static async Task<int> Fan(int n)
    {
        local.Value = n;
        if (n == 0) { await Task.Yield(); return 1; }
        var parts = await Task.WhenAll(Fan(n - 1), Task.Run(() => Fan(n - 1)));
        Check(local.Value == n);
        try { if (n == 3) { await Task.Yield(); throw new TimeoutException(); } } catch (TimeoutException) { await Task.Yield(); }
        return parts[0] + parts[1] + 1;
    }
    static void Await() => Check(Fan(5).GetAwaiter().GetResult() == 63);

    static readonly object gate = new();
    static readonly object[] cells = Enumerable.Range(0, 16).Select(_ => new object()).ToArray();
    static readonly int[] counts = new int[16];
    static readonly SemaphoreSlim slim = new(2);
    static readonly ReaderWriterLockSlim readers = new();
    static void Lock()
    {
        int before;
        lock (gate) before = counts.Sum();
        Parallel.For(0, 64, i => { int c = i % cells.Length; lock (gate) lock (cells[c]) { counts[c]++; Monitor.Pulse(cells[c]); } });
        lock (gate) Check(counts.Sum() == before + 64);
        slim.Wait(); readers.EnterWriteLock(); readers.ExitWriteLock(); readers.EnterReadLock(); readers.ExitReadLock(); slim.Release();
        var fresh = new object();
        lock (fresh) { Monitor.Wait(fresh, 0); Check(Monitor.IsEntered(fresh)); }
        using var e = new AutoResetEvent(false);
        var t = new Thread(() => e.Set());
        t.Start();
        Check(e.WaitOne(60_000));
        t.Join();
    }

    static int born, finalized;
    class Mortal { readonly byte[] data = new byte[50]; public static Mortal? Risen; ~Mortal() { if (data.Length == 50) Interlocked.Increment(ref finalized); Risen = this; } }
    [MethodImpl(MethodImplOptions.NoInlining)] static void Bear() { for (int i = 0; i < 200; i++) { new Mortal(); born++; } }
    static void Finalizers()
    {
        Bear();
        if (rounds[4] % 50 != 49) { Thread.Sleep(1); return; }
        GC.Collect();
        GC.WaitForPendingFinalizers();
        int now = Volatile.Read(ref finalized);
        Check(now <= born && now >= born - 1000);
    }

    static readonly ConditionalWeakTable<object, string> table = new();
    static readonly Dictionary<int, WeakReference<object>> weak = [];
    static readonly object[] strong = new object[100];
    static void Weak()
    {
        int round = (int)(rounds[5] % 1000);
        for (int i = 0; i < strong.Length; i++)
            if ((i + round) % 3 == 0)
            {
                strong[i] = new object();
                table.Add(strong[i], "value " + i);
                weak[i] = new WeakReference<object>(strong[i]);
                _ = strong[i].GetHashCode();
            }
        for (int i = 0; i < strong.Length; i++)
            if (strong[i] != null) Check(weak[i].TryGetTarget(out var o) && o == strong[i] && table.TryGetValue(o, out var s) && s == "value " + i);
        var handle = System.Runtime.InteropServices.GCHandle.Alloc(new int[10], System.Runtime.InteropServices.GCHandleType.Pinned);
        nint at = handle.AddrOfPinnedObject();
        var garbage = new object[500];
        for (int i = 0; i < garbage.Length; i++) garbage[i] = new int[i % 30];
        Check(handle.AddrOfPinnedObject() == at);
        handle.Free();
    }

    static void Timers()
    {
        int fired = 0;
        using var all = new CountdownEvent(5);
        var timers = Enumerable.Range(1, 5).Select(i => new Timer(_ => { Interlocked.Increment(ref fired); all.Signal(); }, null, i, Timeout.Infinite)).ToArray();
        Check(all.Wait(60_000) && fired == 5);
        foreach (var t in timers) t.Dispose();
        using var cts = new CancellationTokenSource(2);
        try { Task.Delay(60_000, cts.Token).Wait(); Check(false); } catch (AggregateException e) { Check(e.InnerException is TaskCanceledException); }
    }

    static readonly ConcurrentDictionary<int, string> shared = new();
    static void Collections()
    {
        for (int i = 0; i < 500; i++) shared[i % 97] = "s" + i % 97;
        var list = Enumerable.Range(0, 1000).OrderByDescending(i => i * 7919 % 1000).ToList();
        var map = list.GroupBy(i => i % 10).ToDictionary(g => g.Key, g => g.Sum());
        Check(map.Values.Sum() == 499500 && shared.All(p => p.Value == "s" + p.Key));
        var queue = new ConcurrentQueue<object>();
        for (int i = 0; i < 300; i++) queue.Enqueue(i % 2 == 0 ? i : i.ToString());
        long sum = 0;
        while (queue.TryDequeue(out var o)) sum += o is int n ? n : int.Parse((string)o);
        Check(sum == 44850);
    }
}
