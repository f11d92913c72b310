// Thread.Interrupt: on sleeping, waiting, joining, locking threads; ahead of time; the state is consumed once.
static string Run(Action<ManualResetEventSlim> body, bool before = false)
{
    string result = "none";
    var ready = new ManualResetEventSlim();
    var t = new Thread(() =>
    {
        try { body(ready); result = "finished"; }
        catch (ThreadInterruptedException e) { result = e.Message; }
        try { Thread.Sleep(0); result += " | clean"; } catch (ThreadInterruptedException) { result += " | again"; }
    });
    if (before) t.Interrupt();
    t.Start();
    if (!before) { ready.Wait(); while ((t.ThreadState & ThreadState.WaitSleepJoin) == 0) Thread.Sleep(1); t.Interrupt(); }
    t.Join();
    return result;
}
object locked = new(), waited = new();
var never = new ManualResetEvent(false);
var main = Thread.CurrentThread;
Console.WriteLine("sleep      " + Run(r => { r.Set(); Thread.Sleep(Timeout.Infinite); }));
Console.WriteLine("sleep long " + Run(r => { r.Set(); Thread.Sleep(100000); }));
Console.WriteLine("event      " + Run(r => { r.Set(); never.WaitOne(); }));
Console.WriteLine("event time " + Run(r => { r.Set(); never.WaitOne(100000); }));
Console.WriteLine("any        " + Run(r => { r.Set(); WaitHandle.WaitAny([never, new AutoResetEvent(false)]); }));
Console.WriteLine("all        " + Run(r => { r.Set(); WaitHandle.WaitAll([never, new AutoResetEvent(false)]); }));
Console.WriteLine("join       " + Run(r => { r.Set(); main.Join(); }));
Console.WriteLine("wait       " + Run(r => { lock (waited) { r.Set(); Monitor.Wait(waited); } }));
lock (locked) Console.WriteLine("enter      " + Run(r => { r.Set(); lock (locked) { } }));
Console.WriteLine("mutex      " + Run(r => { using var m = new Mutex(); r.Set(); never.WaitOne(); }));
Console.WriteLine("slim       " + Run(r => { var s = new SemaphoreSlim(0); r.Set(); s.Wait(); }));
Console.WriteLine("slim event " + Run(r => { var s = new ManualResetEventSlim(); r.Set(); s.Wait(); }));
Console.WriteLine("task       " + Run(r => { r.Set(); new TaskCompletionSource().Task.Wait(); }));
Console.WriteLine("lock class " + Run(r => { var l = new Lock(); l.Enter(); var x = new Thread(() => { }); r.Set(); never.WaitOne(); }));
Console.WriteLine("before     " + Run(r => Thread.Sleep(100000), before: true));
Console.WriteLine("before 0   " + Run(r => Thread.Sleep(0), before: true));
Console.WriteLine("free lock  " + Run(r => { lock (new object()) { } Thread.Sleep(1); }, before: true));

// On itself; a catch block may sleep again.
Thread.CurrentThread.Interrupt();
try { Thread.Sleep(10); Console.WriteLine("no"); }
catch (ThreadInterruptedException) { Thread.Sleep(1); Console.WriteLine("self"); }
// The lock is held again when Wait throws.
var t2 = new Thread(() =>
{
    lock (waited)
    {
        try { Monitor.Wait(waited); }
        catch (ThreadInterruptedException) { Console.WriteLine("entered " + Monitor.IsEntered(waited)); }
    }
    Console.WriteLine("entered " + Monitor.IsEntered(waited));
});
t2.Start();
while ((t2.ThreadState & ThreadState.WaitSleepJoin) == 0) Thread.Sleep(1);
t2.Interrupt(); t2.Join();
// A waiter that is interrupted when its turn comes passes the turn on.
int entered = 0, interrupted = 0;
for (int round = 0; round < 40; round++)
{
    object turn = new();
    Thread Waiter() { var w = new Thread(() => { try { lock (turn) Interlocked.Increment(ref entered); } catch (ThreadInterruptedException) { Interlocked.Increment(ref interrupted); } }); w.Start(); while (w.IsAlive && (w.ThreadState & ThreadState.WaitSleepJoin) == 0) Thread.Yield(); return w; }
    Thread first, second;
    Monitor.Enter(turn); first = Waiter(); second = Waiter(); Monitor.Exit(turn); first.Interrupt();
    first.Join(); second.Join();
}
Console.WriteLine("turns " + (entered + interrupted));
// Not started and ended threads.
var dead = new Thread(() => { }); dead.Start(); dead.Join();
dead.Interrupt();
Console.WriteLine("dead ok");
