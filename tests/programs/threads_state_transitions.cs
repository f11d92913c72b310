// ThreadState over a thread's life, background flag, names, priorities, apartment states, refused operations.
static string Try(Action a) { try { a(); return "ok"; } catch (Exception e) { return e.GetType().Name + ": " + e.Message; } }
static void WaitFor(Func<bool> condition) { for (int i = 0; i < 5000 && !condition(); i++) Thread.Sleep(1); }

var gate = new ManualResetEvent(false);
var spin = 1;
var t = new Thread(() => { while (Volatile.Read(ref spin) != 0) Thread.SpinWait(10); gate.WaitOne(); }) { Name = "first" };
Console.WriteLine($"{t.ThreadState} {t.IsAlive} {t.IsBackground} {t.IsThreadPoolThread} {t.Name} {t.Priority}");
t.IsBackground = true;
Console.WriteLine(t.ThreadState);
t.IsBackground = false;
t.Start();
WaitFor(() => t.ThreadState == ThreadState.Running);
Console.WriteLine($"{t.ThreadState} {t.IsAlive}");
t.IsBackground = true;
Console.WriteLine(t.ThreadState);
Volatile.Write(ref spin, 0);
WaitFor(() => (t.ThreadState & ThreadState.WaitSleepJoin) != 0);
Console.WriteLine(t.ThreadState);
gate.Set();
t.Join();
Console.WriteLine($"{t.ThreadState} {t.IsAlive}");
Console.WriteLine(Try(() => t.Start()));
Console.WriteLine(Try(() => Console.WriteLine(t.IsBackground)));
Console.WriteLine(Try(() => t.IsBackground = true));
Console.WriteLine(Try(() => Console.WriteLine(t.Priority)));
Console.WriteLine(Try(() => t.Priority = ThreadPriority.Highest));
Console.WriteLine(t.Join(0) + " " + t.Join(TimeSpan.Zero) + " " + t.Name);

var u = new Thread(() => { });
Console.WriteLine(Try(() => u.Join()));
Console.WriteLine(Try(() => u.Join(0)));
Console.WriteLine(Try(() => u.Join(-2)));
u.Priority = ThreadPriority.AboveNormal;
Console.WriteLine(u.Priority);
Console.WriteLine(Try(() => u.Priority = (ThreadPriority)9));
u.Name = "one"; u.Name = "two";
Console.WriteLine(u.Name);
u.Name = null;
Console.WriteLine(u.Name == null);
Console.WriteLine(Try(() => u.Start("x")));
Console.WriteLine(u.ThreadState + " " + u.IsAlive);
u.Start(); u.Join();

object? got = null;
var p = new Thread(o => got = o);
p.Start(42); p.Join();
Console.WriteLine(got);
var p2 = new Thread((object? o) => got = o ?? "null");
p2.Start(); p2.Join();
Console.WriteLine(got);
var p3 = new Thread(() => got = Thread.CurrentThread.Name + Thread.CurrentThread.IsBackground) { Name = "unsafe", IsBackground = true };
p3.UnsafeStart(); p3.Join();
Console.WriteLine(got);

Console.WriteLine(Try(() => new Thread((ThreadStart)null!)));
Console.WriteLine(Try(() => new Thread(() => { }, -1)));
#pragma warning disable SYSLIB0006, CA1416, CS0618, SYSLIB0003
Console.WriteLine(Try(() => Thread.CurrentThread.Abort()));
Console.WriteLine(Try(() => Thread.CurrentThread.Abort("state")));
Console.WriteLine(Try(() => Thread.ResetAbort()));
Console.WriteLine(Try(() => Thread.CurrentThread.Suspend()));
Console.WriteLine(Try(() => Thread.CurrentThread.Resume()));
var a = new Thread(() => { });
Console.WriteLine(a.GetApartmentState() + " " + a.TrySetApartmentState(ApartmentState.STA) + " " + a.TrySetApartmentState(ApartmentState.Unknown));
Console.WriteLine(Try(() => a.SetApartmentState(ApartmentState.STA)));
Console.WriteLine(Try(() => a.SetApartmentState((ApartmentState)7)));
Console.WriteLine(Thread.CurrentThread.ApartmentState);
a.DisableComObjectEagerCleanup();
Console.WriteLine(Try(() => Thread.CurrentThread.TrySetApartmentState(ApartmentState.MTA).ToString()));
Console.WriteLine(Try(() => Thread.CurrentThread.Name = "main") + Thread.CurrentThread.Name);
Console.WriteLine(Thread.CurrentThread.ThreadState + " " + Thread.CurrentThread.IsBackground + " " + Thread.CurrentThread.ManagedThreadId + " " + Environment.CurrentManagedThreadId);
Console.WriteLine(Thread.CurrentThread == Thread.CurrentThread);
Thread.BeginCriticalRegion(); Thread.EndCriticalRegion(); Thread.BeginThreadAffinity(); Thread.EndThreadAffinity(); Thread.MemoryBarrier();
Console.WriteLine(Thread.Yield() || true);
Console.WriteLine(Try(() => Thread.Sleep(-2)));
Console.WriteLine(Try(() => Thread.Sleep(TimeSpan.FromMilliseconds(-5))));
Console.WriteLine(Try(() => Thread.Sleep(TimeSpan.FromDays(100))));
Thread.Sleep(0); Thread.Sleep(TimeSpan.FromMilliseconds(1));
