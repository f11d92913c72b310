// A hard limit from the environment: the program lives within it, OutOfMemoryException can be caught, GCMemoryInfo names it.
//mode: skip-stress
//env: DOTNET_GCHeapHardLimit=0x4000000
var info = GC.GetGCMemoryInfo(); Console.WriteLine(info.TotalAvailableMemoryBytes == 0x4000000);
var kept = new List<byte[]>(); string what = "none";
try { for (int i = 0; i < 1000; i++) kept.Add(new byte[1 << 20]); } catch (OutOfMemoryException) { what = "caught"; }
int n = kept.Count; kept.Clear(); kept = null; Console.WriteLine(what + " " + (n > 20 && n < 66));
for (int i = 0; i < 2000; i++) GC.KeepAlive(new byte[100_000]);
try { GC.KeepAlive(new byte[100_000_000]); } catch (OutOfMemoryException) { Console.WriteLine("too large"); }
var list = new List<string>(); for (int i = 0; i < 10000; i++) list.Add("s" + i); Console.WriteLine(list.Count);
