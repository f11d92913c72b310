// TryStartNoGCRegion and EndNoGCRegion: no collection inside, errors, allocations beyond the budget end it, callbacks.
//mode: skip-stress
using System.Runtime;
static string Try(Func<object?> a) { try { return a() + ""; } catch (Exception e) { return e.GetType().Name + ": " + e.Message; } }
static string End() => Try(() => { GC.EndNoGCRegion(); return "ended"; }) + " " + GCSettings.LatencyMode;
Console.WriteLine(End());
int before = GC.CollectionCount(0), full = GC.CollectionCount(2);
Console.WriteLine(GC.TryStartNoGCRegion(20_000_000) + " " + (GC.CollectionCount(0) - before) + " " + (GC.CollectionCount(2) - full));
before = GC.CollectionCount(0);
Console.WriteLine(GCSettings.LatencyMode);
object? last = null; for (int i = 0; i < 10_000; i++) last = new byte[1000];
Console.WriteLine((GC.CollectionCount(0) - before) + " " + GCSettings.LatencyMode);
Console.WriteLine(Try(() => { GCSettings.LatencyMode = GCLatencyMode.Batch; return 1; }) + " " + GCSettings.LatencyMode);
Console.WriteLine(End());
GC.TryStartNoGCRegion(1_000_000);   // a second start fails and ends the first region
Console.WriteLine(Try(() => { GC.TryStartNoGCRegion(1000); return 1; }) + " " + GCSettings.LatencyMode);
Console.WriteLine(End());
Console.WriteLine(Try(() => GC.TryStartNoGCRegion(0)) + "\n" + Try(() => GC.TryStartNoGCRegion(-5)) + "\n" + Try(() => GC.TryStartNoGCRegion(100, 200)) + "\n" + Try(() => GC.TryStartNoGCRegion(100, 0)));
Console.WriteLine(GC.TryStartNoGCRegion(1_000_000, 500_000, true)); Console.WriteLine(End());
Console.WriteLine(GC.TryStartNoGCRegion(100_000)); before = GC.CollectionCount(0); GC.Collect(); Console.WriteLine(GC.CollectionCount(0) - before + " " + End());
Console.WriteLine(GC.TryStartNoGCRegion(1_000_000)); var keep = new List<byte[]>(); for (int i = 0; i < 3000; i++) keep.Add(new byte[100_000]); keep.Clear(); Console.WriteLine(End());
Console.WriteLine(Try(() => { GC.RegisterNoGCRegionCallback(100, () => { }); return 1; }));
var called = new ManualResetEventSlim();
Console.WriteLine(GC.TryStartNoGCRegion(10_000_000));
Console.WriteLine(Try(() => { GC.RegisterNoGCRegionCallback(-1, () => { }); return 1; }) + "\n" + Try(() => { GC.RegisterNoGCRegionCallback(100, null!); return 1; }));
Console.WriteLine(Try(() => { GC.RegisterNoGCRegionCallback(200_000, () => called.Set()); return 1; }) + " " + Try(() => { GC.RegisterNoGCRegionCallback(200_000, () => { }); return 1; }));
for (int i = 0; i < 10; i++) last = new byte[300_000];
Console.WriteLine(called.Wait(5000) + " " + GCSettings.LatencyMode); Console.WriteLine(End());
GC.TryStartNoGCRegion(1_000_000); GC.RegisterNoGCRegionCallback(900_000, () => Console.WriteLine("must not run")); Console.WriteLine(End());
GC.KeepAlive(last);
