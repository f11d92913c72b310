// WeakReference, GCHandle of every type, DependentHandle, ConditionalWeakTable: lifetimes, chains, values that refer to their key, enumeration.
using System.Runtime; using System.Runtime.CompilerServices; using System.Runtime.InteropServices;
[MethodImpl(MethodImplOptions.NoInlining)] static void On(Action a) { var t = new Thread(() => a()); t.Start(); t.Join(); }
static void Collect() { for (int i = 0; i < 2; i++) { GC.Collect(); GC.WaitForPendingFinalizers(); } }
WeakReference w1 = null!, w2 = null!;
object kept = new();
On(() => { w1 = new WeakReference(new object()); w2 = new WeakReference(kept); });
Console.WriteLine(w2.IsAlive);
Collect();
Console.WriteLine($"{w1.IsAlive} {w1.Target == null} {w2.IsAlive} {w2.Target == kept}");
w1.Target = kept; Console.WriteLine(w1.IsAlive); w1.Target = null; Console.WriteLine(w1.IsAlive);
var wg = new WeakReference<string>("literal"); Collect(); Console.WriteLine(wg.TryGetTarget(out var lit) + lit); wg.SetTarget(null!); Console.WriteLine(wg.TryGetTarget(out _));
// Handles
GCHandle normal = default, weak = default, track = default, pinned = default;
On(() => { normal = GCHandle.Alloc(new List<int> { 1 }); weak = GCHandle.Alloc(new object(), GCHandleType.Weak); track = GCHandle.Alloc(new object(), GCHandleType.WeakTrackResurrection); pinned = GCHandle.Alloc(new int[] { 4, 5, 6 }, GCHandleType.Pinned); });
nint address = pinned.AddrOfPinnedObject();
for (int i = 0; i < 5; i++) { var garbage = new object[1000]; for (int k = 0; k < 1000; k++) garbage[k] = new byte[k]; Collect(); }
Console.WriteLine($"{((List<int>)normal.Target!)[0]} {weak.Target == null} {track.Target == null} {pinned.AddrOfPinnedObject() == address} {Marshal.ReadInt32(address, 8)} {normal.IsAllocated}");
normal.Target = "changed"; Console.WriteLine(normal.Target + " " + (GCHandle.FromIntPtr(GCHandle.ToIntPtr(normal)) == normal) + " " + normal.Equals(weak));
normal.Free(); weak.Free(); track.Free(); pinned.Free(); Console.WriteLine(normal.IsAllocated);
foreach (var bad in new Action[] { () => normal.Free(), () => _ = normal.Target, () => GCHandle.Alloc(new object[1], GCHandleType.Pinned), () => GCHandle.Alloc(new { X = "s" }, GCHandleType.Pinned), () => GCHandle.Alloc(kept, (GCHandleType)77), () => GCHandle.FromIntPtr(0), () => GCHandle.Alloc(kept).AddrOfPinnedObject() })
    try { bad(); Console.WriteLine("no"); } catch (Exception e) { Console.WriteLine(e.GetType().Name + ": " + e.Message); }
foreach (var ok in new object?[] { null, "text", 5, new Plain { A = 1 }, new Plain[2], new byte[3] }) { var h = GCHandle.Alloc(ok, GCHandleType.Pinned); Console.Write((h.AddrOfPinnedObject() != 0) + " "); h.Free(); }
Console.WriteLine();
// Dependent handles
DependentHandle dep = default; WeakReference value = null!;
On(() => { var key = new object(); var v = new object(); value = new WeakReference(v); dep = new DependentHandle(kept, v); });
Collect(); Console.WriteLine($"{dep.Target == kept} {value.IsAlive} {dep.Dependent == value.Target} {dep.IsAllocated}");
dep.Dependent = "other"; Collect(); Console.WriteLine(dep.TargetAndDependent.Dependent);
dep.Target = null; Console.WriteLine((dep.Dependent == null) + " " + (dep.Target == null)); dep.Dispose(); Console.WriteLine(dep.IsAllocated);
try { _ = dep.Target; } catch (InvalidOperationException e) { Console.WriteLine(e.Message); }
// A chain of ephemerons: each value is the next key; and values that refer to their own key.
var table = new ConditionalWeakTable<object, object>(); var weaks = new List<WeakReference>(); object? root = new();
On(() => { object k = root; for (int i = 0; i < 100; i++) { var next = new object(); table.Add(k, next); weaks.Add(new WeakReference(next)); k = next; } });
Collect(); Console.WriteLine("chain " + weaks.Count(w => w.IsAlive));
On(() => { for (int i = 0; i < 50; i++) { var k = new Holder(); table.Add(k, new Holder { Ref = k }); weaks.Add(new WeakReference(k)); } });
Collect(); Collect(); Console.WriteLine("cycles " + weaks.Skip(100).Count(w => w.IsAlive)); root = null;
// The table's own operations
var cwt = new ConditionalWeakTable<string, List<int>>(); string key1 = new('k', 2), key2 = new('k', 2);
cwt.Add(key1, [1]); Console.WriteLine(cwt.TryGetValue(key2, out _) + " " + cwt.GetOrCreateValue(key2).Count + " " + cwt.GetValue(key1, _ => [9])[0]);
try { cwt.Add(key1, []); } catch (ArgumentException e) { Console.WriteLine(e.Message); }
cwt.AddOrUpdate(key1, [7]); Console.WriteLine(cwt.TryAdd(key1, []) + " " + cwt.GetOrAdd(key1, k => [])[0] + " " + cwt.Remove(key2) + " " + cwt.Remove(key2) + " " + cwt.Count()); cwt.Clear(); Console.WriteLine(cwt.Count());
int hash = RuntimeHelpers.GetHashCode(kept); Collect(); Console.WriteLine(hash == RuntimeHelpers.GetHashCode(kept) && hash == kept.GetHashCode()); GC.KeepAlive(root);
// Finalizers see what their dependents hold.
On(() => { var f = new WithData(); WithData.Table.Add(f, "data"); }); Collect(); Console.WriteLine(WithData.Seen); GC.KeepAlive(kept); GC.KeepAlive(key1); GC.KeepAlive(key2);
struct Plain { public int A; public double B; }
class Holder { public object? Ref; }
class WithData { public static ConditionalWeakTable<WithData, string> Table = new(); public static string Seen = "not run"; ~WithData() => Seen = Table.TryGetValue(this, out var s) ? s : "none"; }
