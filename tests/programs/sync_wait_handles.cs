// Events, semaphores and mutexes: WaitOne, WaitAny, WaitAll, SignalAndWait, limits, errors.
static string Try(Func<object> a) { try { return a() + ""; } catch (Exception e) { return e.GetType().Name + ": " + e.Message; } }
var auto = new AutoResetEvent(true);
Console.WriteLine($"{auto.WaitOne(0)} {auto.WaitOne(0)} {auto.Set()} {auto.Set()} {auto.WaitOne(1)} {auto.WaitOne(1)}");
var manual = new ManualResetEvent(false);
Console.WriteLine($"{manual.WaitOne(0)} {manual.Set()} {manual.WaitOne()} {manual.WaitOne(0)} {manual.Reset()} {manual.WaitOne(0)}");
Console.WriteLine(Try(() => auto.WaitOne(-2)));
Console.WriteLine(Try(() => auto.WaitOne(TimeSpan.FromDays(50))));
Console.WriteLine(Try(() => auto.WaitOne(TimeSpan.FromMilliseconds(1), true)));
var events = Enumerable.Range(0, 64).Select(_ => (WaitHandle)new AutoResetEvent(false)).ToArray();
((AutoResetEvent)events[63]).Set(); ((AutoResetEvent)events[17]).Set();
Console.WriteLine(WaitHandle.WaitAny(events) + " " + WaitHandle.WaitAny(events, 0) + " " + WaitHandle.WaitAny(events, 1) + " " + WaitHandle.WaitTimeout);
Console.WriteLine(Try(() => WaitHandle.WaitAny([.. events, manual])));
Console.WriteLine(Try(() => WaitHandle.WaitAll([.. events, manual])));
Console.WriteLine(Try(() => WaitHandle.WaitAny([])));
Console.WriteLine(Try(() => WaitHandle.WaitAll([])));
Console.WriteLine(Try(() => WaitHandle.WaitAny(null!)));
Console.WriteLine(Try(() => WaitHandle.WaitAny([manual, null!])));
Console.WriteLine(Try(() => WaitHandle.WaitAll([manual, manual], 0)));
Console.WriteLine(Try(() => WaitHandle.WaitAny([manual, manual], 0)));
foreach (AutoResetEvent e in events.Take(10)) e.Set();
Console.WriteLine(WaitHandle.WaitAll(events.Take(11).ToArray(), 5) + " " + WaitHandle.WaitAll(events.Take(10).ToArray(), 5) + " " + WaitHandle.WaitAll(events.Take(10).ToArray(), 0));

var sem = new Semaphore(1, 3);
Console.WriteLine($"{sem.WaitOne(0)} {sem.WaitOne(0)} {sem.Release()} {sem.Release(2)}");
Console.WriteLine(Try(() => sem.Release()));
Console.WriteLine(Try(() => sem.Release(0)));
Console.WriteLine(Try(() => new Semaphore(2, 1)));
Console.WriteLine(Try(() => new Semaphore(-1, 1)));
Console.WriteLine(Try(() => new Semaphore(0, 0)));

var m = new Mutex(true);
Console.WriteLine(m.WaitOne(0) + " " + m.WaitOne(0));
m.ReleaseMutex(); m.ReleaseMutex();
bool got = true;
void Other(Action a) { var t = new Thread(() => a()); t.Start(); t.Join(); }
Other(() => got = m.WaitOne(2));
Console.WriteLine(got);
m.ReleaseMutex();
Console.WriteLine(Try(() => { m.ReleaseMutex(); return 1; }));
Other(() => Console.WriteLine(m.WaitOne() + " taken and abandoned"));
Console.WriteLine(Try(() => m.WaitOne()));
m.ReleaseMutex();
Other(() => m.WaitOne());
try { WaitHandle.WaitAny([manual, m, auto]); } catch (AbandonedMutexException e) { Console.WriteLine($"{e.Message} {e.MutexIndex} {e.Mutex == m}"); }
m.ReleaseMutex();
Other(() => m.WaitOne());
try { WaitHandle.WaitAll([m, events[12]], 0); Console.WriteLine("timeout"); } catch (AbandonedMutexException e) { Console.WriteLine(e.MutexIndex); }
((AutoResetEvent)events[12]).Set();
try { WaitHandle.WaitAll([events[12], m], 100); } catch (AbandonedMutexException e) { Console.WriteLine(e.MutexIndex + " " + (e.Mutex == null)); }
m.ReleaseMutex();
Console.WriteLine(m.WaitOne(0));
m.ReleaseMutex();

var a = new AutoResetEvent(false); var b = new AutoResetEvent(false);
var echo = new Thread(() => { for (int i = 0; i < 200; i++) { a.WaitOne(); b.Set(); } });
echo.Start();
int n = 0;
for (int i = 0; i < 200; i++) if (WaitHandle.SignalAndWait(a, b)) n++;
echo.Join();
Console.WriteLine(n + " " + WaitHandle.SignalAndWait(a, b, 1, false) + " " + WaitHandle.SignalAndWait(new ManualResetEvent(false), new ManualResetEvent(true), TimeSpan.Zero, false));
Console.WriteLine(Try(() => WaitHandle.SignalAndWait(sem, auto, 0, false)));
Console.WriteLine(Try(() => WaitHandle.SignalAndWait(m, auto, 0, false)));
Console.WriteLine(Try(() => WaitHandle.SignalAndWait(null!, auto)));
auto.Dispose();
Console.WriteLine(Try(() => auto.WaitOne()));
Console.WriteLine(Try(() => auto.Set()));
Console.WriteLine(auto.SafeWaitHandle.IsClosed + " " + manual.SafeWaitHandle.IsInvalid);
// Waiters on one event: each Set of an automatic one releases one.
var one = new AutoResetEvent(false);
int passed = 0;
var ts = Enumerable.Range(0, 5).Select(_ => new Thread(() => { one.WaitOne(); Interlocked.Increment(ref passed); })).ToArray();
foreach (var t in ts) t.Start();
for (int i = 1; i <= 5; i++) { one.Set(); while (Volatile.Read(ref passed) < i) Thread.Yield(); }
foreach (var t in ts) t.Join();
Console.WriteLine(passed + " " + one.WaitOne(0));
