// MemoryFailPoint, AppDomain memory numbers, Environment.WorkingSet, memory pressure that makes collections happen.
//mode: skip-stress
using System.Runtime;
try { using (new MemoryFailPoint(10)) Console.WriteLine("10 MB"); } catch (InsufficientMemoryException) { Console.WriteLine("insufficient"); }
try { new MemoryFailPoint(-1); } catch (ArgumentOutOfRangeException e) { Console.WriteLine(e.ParamName); }
Console.WriteLine(Environment.WorkingSet > 1_000_000);
AppDomain.MonitoringIsEnabled = true; Console.WriteLine(AppDomain.CurrentDomain.MonitoringTotalAllocatedMemorySize > 0); Console.WriteLine(AppDomain.CurrentDomain.MonitoringSurvivedMemorySize >= 0);
int before = GC.CollectionCount(2); for (int i = 0; i < 500; i++) { GC.AddMemoryPressure(100_000_000); GC.KeepAlive(new object()); GC.RemoveMemoryPressure(100_000_000); } Console.WriteLine("balanced");
before = GC.CollectionCount(2); int added = 0; var clock = System.Diagnostics.Stopwatch.StartNew();   // pressure collects only so often: a collection may be due a little later
while (GC.CollectionCount(2) == before && clock.ElapsedMilliseconds < 20_000) { GC.AddMemoryPressure(20_000_000); added++; GC.KeepAlive(new byte[1000]); if (added % 100 == 0) Thread.Sleep(1); }
Console.WriteLine(GC.CollectionCount(2) > before); for (; added > 0; added--) GC.RemoveMemoryPressure(20_000_000);
long total = GC.GetTotalMemory(false); Console.WriteLine(total > 0);
