//mode: skip-stress
// GC's own numbers: counts, generations, totals, memory info of each kind, pauses, pressure, configuration; arguments that are refused.
using System.Runtime;
static string Try(Func<object?> a) { try { return a() + ""; } catch (Exception e) { return e.GetType().Name + ": " + e.Message; } }
int c0 = GC.CollectionCount(0), c1 = GC.CollectionCount(1), c2 = GC.CollectionCount(2);
GC.Collect(0); Console.WriteLine($"{GC.CollectionCount(0) - c0} {GC.CollectionCount(1) - c1} {GC.CollectionCount(2) - c2}");
GC.Collect(1); Console.WriteLine($"{GC.CollectionCount(0) - c0} {GC.CollectionCount(1) - c1} {GC.CollectionCount(2) - c2}");
GC.Collect(2); Console.WriteLine($"{GC.CollectionCount(0) - c0} {GC.CollectionCount(1) - c1} {GC.CollectionCount(2) - c2}");
GC.Collect(); GC.Collect(2, GCCollectionMode.Forced, true, true); GC.Collect(2, GCCollectionMode.Aggressive, true, true); Console.WriteLine($"{GC.CollectionCount(0) - c0} {GC.CollectionCount(1) - c1} {GC.CollectionCount(2) - c2}");
Console.WriteLine(GC.MaxGeneration + " " + GC.CollectionCount(3) + " " + Try(() => GC.CollectionCount(-1)) + " " + Try(() => { GC.Collect(-1); return 1; }) + " " + Try(() => { GC.Collect(2, (GCCollectionMode)9); return 1; }));
Console.WriteLine(Try(() => { GC.Collect(0, GCCollectionMode.Aggressive); return 1; }) + " " + Try(() => { GC.Collect(2, GCCollectionMode.Aggressive, false); return 1; }));
var o = new object(); Console.Write(GC.GetGeneration(o)); GC.Collect(); Console.Write(GC.GetGeneration(o)); GC.Collect(); Console.WriteLine(GC.GetGeneration(o) + " " + GC.GetGeneration(new WeakReference(o)) + " " + GC.GetGeneration(new byte[100000]) + " " + GC.GetGeneration("literal"));
Console.WriteLine(Try(() => GC.GetGeneration((object)null!)));
long before = GC.GetAllocatedBytesForCurrentThread(); var keep = new byte[100][]; for (int i = 0; i < 100; i++) keep[i] = new byte[1000]; long used = GC.GetAllocatedBytesForCurrentThread() - before;
Console.WriteLine(used >= 100 * 1024 && used < 100 * 1024 + 9000);
before = GC.GetAllocatedBytesForCurrentThread(); Do(); static void Do() { for (int i = 0; i < 1000; i++) GC.KeepAlive(new object()); } used = GC.GetAllocatedBytesForCurrentThread() - before; Console.WriteLine(used);
before = GC.GetTotalAllocatedBytes(true); long other = 0; var t = new Thread(() => { long b = GC.GetAllocatedBytesForCurrentThread(); GC.KeepAlive(new byte[1000000]); other = GC.GetAllocatedBytesForCurrentThread() - b; }); t.Start(); t.Join();
Console.WriteLine((other >= 1000024 && other < 1010000) + " " + (GC.GetTotalAllocatedBytes(true) - before is >= 1000024 and < 1100000) + " " + (GC.GetTotalAllocatedBytes() > 0));
long live = GC.GetTotalMemory(true); var big = new byte[20_000_000]; Console.WriteLine(GC.GetTotalMemory(false) - live is >= 20_000_000 and < 21_000_000); big = null; Console.WriteLine(Math.Abs(GC.GetTotalMemory(true) - live) < 1_000_000);
GC.Collect(); var any = GC.GetGCMemoryInfo(); var full = GC.GetGCMemoryInfo(GCKind.FullBlocking); GC.Collect(0); var young = GC.GetGCMemoryInfo(GCKind.Ephemeral); var back = GC.GetGCMemoryInfo(GCKind.Background);
Console.WriteLine($"{any.Generation} {full.Generation} {young.Generation} {back.Index} {any.Index == full.Index} {young.Index - full.Index} {full.Concurrent} {full.PauseDurations.Length} {full.PauseDurations[0] > TimeSpan.Zero} {full.PauseDurations[1]} {full.GenerationInfo.Length} {back.PauseDurations[0]}");
Console.WriteLine($"{any.HeapSizeBytes > 0} {any.TotalCommittedBytes >= any.HeapSizeBytes} {any.TotalAvailableMemoryBytes > 0} {any.HighMemoryLoadThresholdBytes <= any.TotalAvailableMemoryBytes} {any.MemoryLoadBytes > 0} {any.FragmentedBytes >= 0} {any.PinnedObjectsCount >= 0} {any.PauseTimePercentage is >= 0 and <= 100} {any.PromotedBytes > 0}");
Console.WriteLine(Try(() => GC.GetGCMemoryInfo((GCKind)9)));
long sizes = 0; foreach (var g in full.GenerationInfo) sizes += g.SizeAfterBytes; Console.WriteLine(sizes > 0 && sizes <= full.HeapSizeBytes * 2);
var pause = GC.GetTotalPauseDuration(); GC.Collect(); Console.WriteLine(GC.GetTotalPauseDuration() > pause);
GC.AddMemoryPressure(1000); GC.RemoveMemoryPressure(1000); Console.WriteLine(Try(() => { GC.AddMemoryPressure(0); return 1; }) + " " + Try(() => { GC.RemoveMemoryPressure(-1); return 1; }));
Console.WriteLine($"{GCSettings.IsServerGC} {GCSettings.LatencyMode} {GCSettings.LargeObjectHeapCompactionMode}");
GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce; Console.Write(GCSettings.LargeObjectHeapCompactionMode + " "); GC.Collect(); Console.WriteLine(GCSettings.LargeObjectHeapCompactionMode);
foreach (var m in new[] { GCLatencyMode.Batch, GCLatencyMode.Interactive, GCLatencyMode.LowLatency, GCLatencyMode.SustainedLowLatency, GCLatencyMode.Batch }) { GCSettings.LatencyMode = m; Console.Write(GCSettings.LatencyMode + " "); } Console.WriteLine();
Console.WriteLine(Try(() => { GCSettings.LatencyMode = GCLatencyMode.NoGCRegion; return GCSettings.LatencyMode; })); Console.WriteLine(Try(() => { GCSettings.LatencyMode = (GCLatencyMode)17; return 1; })); Console.WriteLine(Try(() => { GCSettings.LargeObjectHeapCompactionMode = (GCLargeObjectHeapCompactionMode)5; return 1; }));
Console.WriteLine((GC.WaitForFullGCApproach(0), GC.WaitForFullGCComplete(0)) + " " + Try(() => { GC.RegisterForFullGCNotification(0, 5); return 1; }) + " " + Try(() => { GC.RegisterForFullGCNotification(5, 100); return 1; }));
GC.RegisterForFullGCNotification(10, 10); Console.Write((GC.WaitForFullGCApproach(0), GC.WaitForFullGCComplete(1)) + " "); Console.WriteLine(); GC.CancelFullGCNotification(); Console.WriteLine(GC.WaitForFullGCComplete(0));
var config = GC.GetConfigurationVariables(); Console.WriteLine(config.ContainsKey("ServerGC") + " " + config["ServerGC"] + " " + config["ConcurrentGC"] + " " + config.ContainsKey("GCHeapHardLimit"));
GC.RefreshMemoryLimit(); Console.WriteLine(GC.TryStartNoGCRegion(1000) + " " + GCSettings.LatencyMode); GC.EndNoGCRegion(); GC.KeepAlive(keep); GC.KeepAlive(o);
