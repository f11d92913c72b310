// SemaphoreSlim, ManualResetEventSlim, CountdownEvent, Barrier, ReaderWriterLockSlim, SpinLock, SpinWait, Lock, LazyInitializer.
static string Try(Action a) { try { a(); return "ok"; } catch (Exception e) { return e.GetType().Name + ": " + e.Message; } }
var s = new SemaphoreSlim(0, 3);
Console.WriteLine($"{s.Wait(0)} {s.Wait(1)} {s.Release(2)} {s.CurrentCount} {s.Wait(0)}");
Console.WriteLine(Try(() => s.Release(3)));
var waits = Enumerable.Range(0, 4).Select(_ => s.WaitAsync()).ToArray();
Console.WriteLine(waits.Count(w => w.IsCompleted) + " " + s.CurrentCount);
s.Release(3); Task.WaitAll(waits);
Console.WriteLine(s.CurrentCount);
using (var cts = new CancellationTokenSource(5)) Console.WriteLine(Try(() => s.Wait(cts.Token)));
using (var cts = new CancellationTokenSource()) { var w = s.WaitAsync(cts.Token); cts.Cancel(); Console.WriteLine(Try(() => w.GetAwaiter().GetResult()) + w.Status); }
Console.WriteLine(s.WaitAsync(1).Result);
var mre = new ManualResetEventSlim(false, 5);
Console.WriteLine($"{mre.IsSet} {mre.Wait(1)} {mre.SpinCount}");
var setter = new Thread(() => mre.Set()); setter.Start(); mre.Wait(); setter.Join();
Console.WriteLine(mre.IsSet + " " + mre.WaitHandle.WaitOne(0));
mre.Reset(); Console.WriteLine(mre.IsSet + " " + mre.WaitHandle.WaitOne(0));
var cd = new CountdownEvent(3);
Console.WriteLine($"{cd.Signal()} {cd.TryAddCount(2)} {cd.Signal(3)} {cd.CurrentCount} {cd.Signal()} {cd.IsSet} {cd.TryAddCount()} {cd.InitialCount}");
Console.WriteLine(Try(() => cd.Signal())); Console.WriteLine(Try(() => cd.AddCount()));
cd.Reset(2); Console.WriteLine(cd.CurrentCount + " " + cd.Wait(1));

var log = new List<string>(); int[] phases = new int[3];
var barrier = new Barrier(3, b => { log.Add("phase " + b.CurrentPhaseNumber + " " + phases.Sum()); });
var bt = Enumerable.Range(0, 3).Select(i => new Thread(() => { for (int p = 0; p < 4; p++) { phases[i] += i + p; barrier.SignalAndWait(); } })).ToArray();
foreach (var t in bt) t.Start(); foreach (var t in bt) t.Join();
Console.WriteLine(string.Join("; ", log) + " " + barrier.CurrentPhaseNumber);
var failing = new Barrier(1, _ => throw new FormatException("post"));
Console.WriteLine(Try(() => failing.SignalAndWait()));
Console.WriteLine(barrier.AddParticipants(2) + " " + barrier.ParticipantCount + " " + barrier.SignalAndWait(1)); barrier.RemoveParticipants(3); Console.WriteLine(barrier.ParticipantsRemaining);
Console.WriteLine(Try(() => barrier.RemoveParticipants(9)));

var rw = new ReaderWriterLockSlim();
int value = 0, readers = 0, most = 0; bool mixed = false;
var rt = Enumerable.Range(0, 6).Select(i => new Thread(() =>
{
    for (int k = 0; k < 100; k++)
        if (i % 3 == 0) { rw.EnterWriteLock(); if (Volatile.Read(ref readers) != 0) mixed = true; value++; rw.ExitWriteLock(); }
        else if (i % 3 == 1) { rw.EnterReadLock(); Interlocked.Increment(ref readers); if (rw.CurrentReadCount > most) most = rw.CurrentReadCount; Interlocked.Decrement(ref readers); rw.ExitReadLock(); }
        else { rw.EnterUpgradeableReadLock(); if (k % 10 == 0) { rw.EnterWriteLock(); value++; rw.ExitWriteLock(); } rw.ExitUpgradeableReadLock(); }
})).ToArray();
foreach (var t in rt) t.Start(); foreach (var t in rt) t.Join();
Console.WriteLine(value + " " + mixed + " " + (most >= 1));
rw.EnterReadLock(); Console.WriteLine($"{rw.IsReadLockHeld} {rw.IsWriteLockHeld} {rw.RecursionPolicy} {rw.CurrentReadCount}");
Console.WriteLine(Try(() => rw.EnterReadLock())); Console.WriteLine(Try(() => rw.EnterWriteLock()));
rw.ExitReadLock(); Console.WriteLine(Try(() => rw.ExitReadLock())); Console.WriteLine(Try(() => rw.ExitWriteLock()));
rw.EnterWriteLock(); var probe = Task.Run(() => rw.TryEnterReadLock(1) + " " + rw.TryEnterWriteLock(1) + " " + rw.TryEnterUpgradeableReadLock(1)); Console.WriteLine(probe.Result); rw.ExitWriteLock();
var rec = new ReaderWriterLockSlim(LockRecursionPolicy.SupportsRecursion);
rec.EnterWriteLock(); rec.EnterWriteLock(); rec.EnterReadLock(); Console.WriteLine(rec.RecursiveWriteCount + " " + rec.RecursiveReadCount); rec.ExitReadLock(); rec.ExitWriteLock(); rec.ExitWriteLock();

var spin = new SpinLock(true); bool taken = false; spin.Enter(ref taken);
Console.WriteLine($"{taken} {spin.IsHeld} {spin.IsHeldByCurrentThread}"); Console.WriteLine(Try(() => { bool again = false; spin.Enter(ref again); }));
spin.Exit(); int counter = 0; var lk = new SpinLock(false);
Parallel.For(0, 2000, _ => { bool mine = false; try { lk.Enter(ref mine); counter++; } finally { if (mine) lk.Exit(); } });
Console.WriteLine(counter);
var sw = new SpinWait(); for (int i = 0; i < 12; i++) sw.SpinOnce(-1); Console.WriteLine(sw.Count + " " + SpinWait.SpinUntil(() => true, 1) + " " + SpinWait.SpinUntil(() => false, 1));
var cl = new Lock(); int inside = 0;
Parallel.For(0, 1000, _ => { lock (cl) inside++; using (cl.EnterScope()) inside++; });
Console.WriteLine(inside + " " + cl.IsHeldByCurrentThread + " " + cl.TryEnter() + " " + cl.IsHeldByCurrentThread + " " + Task.Run(() => cl.TryEnter(1)).Result); cl.Exit();
Console.WriteLine(Try(() => cl.Exit()));
string? lazy = null; int created = 0; Parallel.For(0, 8, _ => LazyInitializer.EnsureInitialized(ref lazy, () => "v" + Interlocked.Increment(ref created)));
Console.WriteLine(lazy!.Length + " " + new Lazy<int>(() => ++created, LazyThreadSafetyMode.None).IsValueCreated);
var old = new ReaderWriterLock(); old.AcquireReaderLock(10); var cookie = old.UpgradeToWriterLock(10); Console.WriteLine(old.IsWriterLockHeld); old.DowngradeFromWriterLock(ref cookie); old.ReleaseReaderLock();
