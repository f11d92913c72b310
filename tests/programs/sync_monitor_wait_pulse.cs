// Monitor: wait queues are first in, first out; recursion is given up and taken again; timeouts; errors; IsEntered; TryEnter.
static string Try(Action a) { try { a(); return "ok"; } catch (Exception e) { return e.GetType().Name + ": " + e.Message; } }
object gate = new();
var order = new List<int>();
var ts = new Thread[6];
int waiting = 0;
for (int i = 0; i < ts.Length; i++)
{
    int n = i;
    ts[i] = new Thread(() => { lock (gate) { waiting++; Monitor.Wait(gate); order.Add(n); } });
    ts[i].Start();
    while (true) { lock (gate) if (waiting == i + 1) break; Thread.Yield(); }
}
lock (gate) { Monitor.Pulse(gate); Monitor.Pulse(gate); }
ts[0].Join(); ts[1].Join();
lock (gate) { Console.WriteLine(string.Join(",", order.Order())); Monitor.PulseAll(gate); Monitor.PulseAll(gate); }
foreach (var t in ts) t.Join();
Console.WriteLine(order.Count + " " + string.Join(",", order.Order()));

lock (gate) lock (gate) lock (gate)
{
    var other = new Thread(() => { lock (gate) { Monitor.Pulse(gate); Console.WriteLine("pulsed"); } });
    other.Start();
    Console.WriteLine(Monitor.Wait(gate) + " " + Monitor.IsEntered(gate));
    Console.WriteLine(Monitor.Wait(gate, 5) + " " + Monitor.Wait(gate, 0) + " " + Monitor.Wait(gate, TimeSpan.FromMilliseconds(2)));
    other.Join();
}
Console.WriteLine(Monitor.IsEntered(gate));
Console.WriteLine(Try(() => Monitor.Wait(gate)));
Console.WriteLine(Try(() => Monitor.Pulse(gate)));
Console.WriteLine(Try(() => Monitor.PulseAll(gate)));
Console.WriteLine(Try(() => Monitor.Exit(gate)));
Console.WriteLine(Try(() => Monitor.Enter(null!)));
Console.WriteLine(Try(() => Monitor.Exit(null!)));
Console.WriteLine(Try(() => Monitor.Wait(null!)));
Console.WriteLine(Try(() => Monitor.Pulse(null!)));
Console.WriteLine(Try(() => Monitor.IsEntered(null!)));
Console.WriteLine(Try(() => Monitor.TryEnter(null!)));
Console.WriteLine(Try(() => Monitor.TryEnter(gate, -5)));
Console.WriteLine(Try(() => { lock (gate) Monitor.Wait(gate, -5); }));
Console.WriteLine(Try(() => { bool taken = true; Monitor.Enter(gate, ref taken); }));
Console.WriteLine(Try(() => { bool taken = true; Monitor.TryEnter(gate, 10, ref taken); }));
Console.WriteLine(Monitor.IsEntered(gate));

// Deep recursion on a thin lock and on an inflated one; the hash code lives beside the lock.
object deep = new();
int hash = deep.GetHashCode();
for (int round = 0; round < 2; round++)
{
    for (int i = 0; i < 5000; i++) Monitor.Enter(deep);
    bool got = true; var t = new Thread(() => got = Monitor.TryEnter(deep, 1)); t.Start(); t.Join();
    Console.WriteLine(got);
    for (int i = 0; i < 5000; i++) Monitor.Exit(deep);
    t = new Thread(() => { got = Monitor.TryEnter(deep); Monitor.Exit(deep); }); t.Start(); t.Join();
    Console.WriteLine(got + " " + (hash == deep.GetHashCode()) + " " + (hash == System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(deep)));
}
Console.WriteLine(Try(() => Monitor.Exit(deep)));
// TryEnter of a lock that another thread holds.
object held = new();
var holder = new Thread(() => { lock (held) lock (gate) Monitor.Wait(gate); });
holder.Start();
while ((holder.ThreadState & ThreadState.WaitSleepJoin) == 0) Thread.Sleep(1);
bool b1 = false, b2 = false;
Monitor.TryEnter(held, ref b1); Monitor.TryEnter(held, TimeSpan.FromMilliseconds(3), ref b2);
Console.WriteLine($"{Monitor.TryEnter(held)} {Monitor.TryEnter(held, 5)} {b1} {b2} {Monitor.IsEntered(held)}");
lock (gate) Monitor.Pulse(gate);
holder.Join();
Console.WriteLine(Monitor.TryEnter(held) + " " + (Monitor.LockContentionCount >= 0));
Console.WriteLine(Try(() => { var x = new Thread(() => Monitor.Exit(held)); object? seen = null; var y = new Thread(() => { try { Monitor.Exit(held); } catch (SynchronizationLockException) { seen = "not owner"; } }); y.Start(); y.Join(); throw new Exception(seen + ""); }));
// Locks on boxed values, strings, types, arrays and delegates.
foreach (object o in new object[] { 5, "text", typeof(int), new int[3], (Action)(() => { }), DayOfWeek.Friday, typeof(List<>) })
    lock (o) { var t = new Thread(() => Console.Write(Monitor.TryEnter(o) ? "!" : ".")); t.Start(); t.Join(); }
Console.WriteLine();
