// Weak references that die give their handles back: a million of them need no more memory than a few thousand.
//stress: 5000
long Resident() { foreach (var l in File.ReadLines("/proc/self/status")) if (l.StartsWith("VmRSS:")) return long.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) >> 10; return 0; }
object target = new();
void Make(int count) { for (int i = 0; i < count; i++) { var a = new WeakReference<object>(target); var b = new WeakReference(target); if (!a.TryGetTarget(out _) || !b.IsAlive) Console.WriteLine("wrong"); if (i % 20_000 == 0) GC.WaitForPendingFinalizers(); } }
Make(400_000); GC.Collect(); GC.WaitForPendingFinalizers(); long before = Resident();
Make(1_500_000); GC.Collect(); GC.WaitForPendingFinalizers(); long after = Resident();
Console.WriteLine(after - before < 25 ? "flat" : $"grown from {before} to {after} MB"); GC.KeepAlive(target);
var kept = new WeakReference<object>(target, true); var text = new WeakReference<string>("literal"); GC.Collect(); GC.WaitForPendingFinalizers(); Console.WriteLine(kept.TryGetTarget(out var t) && t == target && text.TryGetTarget(out _)); GC.KeepAlive(target);
// A weak reference that is dead itself and seen once more by a finalizer.
Drop(); GC.Collect(); GC.WaitForPendingFinalizers(); Console.WriteLine(Late.Seen); [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] static void Drop() => new Thread(() => new Late()).Start();
class Late { public static string Seen = "not run or alive"; readonly int[] data = new int[3]; ~Late() => Seen = data.Length == 3 ? "not run or alive" : "broken"; }
