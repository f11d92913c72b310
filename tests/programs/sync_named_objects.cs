// Named mutexes work between threads of a process as between processes; other named objects are refused as on every Unix.
static string Try(Func<object> a) { try { return a() + ""; } catch (Exception e) { return e.GetType().Name + ": " + e.Message; } }
Console.WriteLine(Try(() => new EventWaitHandle(false, EventResetMode.AutoReset, "name")));
Console.WriteLine(Try(() => new EventWaitHandle(false, EventResetMode.AutoReset, null).Set()));
Console.WriteLine(Try(() => new EventWaitHandle(false, EventResetMode.ManualReset, "").WaitOne(0)));
Console.WriteLine(Try(() => new Semaphore(1, 1, "name")));
Console.WriteLine(Try(() => new Semaphore(1, 1, "").WaitOne(0)));
#pragma warning disable CA1416
Console.WriteLine(Try(() => EventWaitHandle.OpenExisting("x")));
Console.WriteLine(Try(() => Semaphore.OpenExisting("x")));
Console.WriteLine(Try(() => EventWaitHandle.TryOpenExisting("x", out _)));
Console.WriteLine(Try(() => new EventWaitHandle(false, (EventResetMode)9)));
string name = "ahead-test-" + Environment.ProcessId;
Console.WriteLine(Try(() => Mutex.TryOpenExisting(name, out _)));
Console.WriteLine(Try(() => { try { return Mutex.OpenExisting(name); } catch (WaitHandleCannotBeOpenedException e) { return e.Message; } }));
using var first = new Mutex(true, name, out bool created);
Console.WriteLine(created);
using var second = new Mutex(true, name, out created);
Console.WriteLine(created);
Console.WriteLine(Mutex.TryOpenExisting(name, out var third) + " " + (third != null));
Console.WriteLine(second.WaitOne(0));
bool other = true;
var t = new Thread(() => other = third!.WaitOne(1)); t.Start(); t.Join();
Console.WriteLine(other);
second.ReleaseMutex(); first.ReleaseMutex();
Console.WriteLine(Try(() => { third!.ReleaseMutex(); return "released"; }));
t = new Thread(() => { other = third!.WaitOne(1000); third.ReleaseMutex(); }); t.Start(); t.Join();
Console.WriteLine(other);
t = new Thread(() => first.WaitOne()); t.Start(); t.Join();
Console.WriteLine(Try(() => second.WaitOne(1000)));
second.ReleaseMutex();
Console.WriteLine(Try(() => new Mutex(false, new string('n', 300))));
Console.WriteLine(Try(() => new Mutex(false, "a/b/c")));
Console.WriteLine(Try(() => new Mutex(false, "Global\\" + name).WaitOne(0)));
Console.WriteLine(Try(() => new Mutex(false, "Local\\" + name).WaitOne(0)));
