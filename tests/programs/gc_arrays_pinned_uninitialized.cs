// AllocateArray, AllocateUninitializedArray, pinned arrays, fixed, Memory.Pin: contents, addresses that hold over collections, refusals.
using System.Runtime.CompilerServices; using System.Runtime.InteropServices;
static string Try(Func<object?> a) { try { return a() + ""; } catch (Exception e) { return e.GetType().Name + ": " + e.Message; } }
static unsafe nint At<T>(T[] a) => (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(a));
static void Churn() { for (int i = 0; i < 3; i++) { var g = new object[2000]; for (int k = 0; k < g.Length; k++) g[k] = new byte[k % 300]; GC.Collect(i); } }
var arrays = new List<Array>(); var addresses = new List<nint>();
for (int i = 1; i < 60; i++) { var a = GC.AllocateArray<int>(i * 7, pinned: true); for (int k = 0; k < a.Length; k++) { if (a[k] != 0) Console.WriteLine("not zero"); a[k] = i + k; } arrays.Add(a); addresses.Add(At(a)); }
for (int i = 1; i < 10; i++) { var a = GC.AllocateUninitializedArray<byte>(i * 30000, pinned: true); Array.Fill(a, (byte)i); arrays.Add(a); addresses.Add(At(a)); }
for (int i = 0; i < arrays.Count; i += 3) { arrays[i] = null!; }
Churn();
int moved = 0, wrong = 0; for (int i = 0; i < arrays.Count; i++) { if (arrays[i] is int[] n) { if (At(n) != addresses[i]) moved++; for (int k = 0; k < n.Length; k++) if (n[k] != i + 1 + k) wrong++; } else if (arrays[i] is byte[] b) { if (At(b) != addresses[i]) moved++; foreach (byte x in b) if (x != i - 58) wrong++; } }
Console.WriteLine($"{moved} {wrong}");
var refs = GC.AllocateArray<object>(100, pinned: true); for (int i = 0; i < refs.Length; i++) refs[i] = "s" + i; nint at = At(refs); Churn(); Console.WriteLine((at == At(refs)) + " " + refs.Select((r, i) => r.Equals("s" + i)).All(x => x));
var structs = GC.AllocateArray<(int, string)>(50, true); for (int i = 0; i < 50; i++) structs[i] = (i, "t" + i); Churn(); Console.WriteLine(structs.All(s => s.Item2 == "t" + s.Item1));
Console.WriteLine(Try(() => GC.AllocateArray<int>(-1)) + " | " + Try(() => GC.AllocateUninitializedArray<string>(3)) + " | " + Try(() => GC.AllocateUninitializedArray<string>(3, true)) + " | " + GC.AllocateArray<string>(3)[2] + " | " + GC.AllocateArray<int>(0).Length + " | " + Try(() => GC.AllocateUninitializedArray<int>(-4)) + " | " + Try(() => GC.AllocateArray<long>(int.MaxValue)));
Console.WriteLine(GC.AllocateUninitializedArray<int>(10).Length + " " + GC.AllocateUninitializedArray<decimal>(5000).Length + " " + GC.GetGeneration(GC.AllocateArray<byte>(10, true)));
unsafe { var moving = new int[100]; for (int i = 0; i < 100; i++) moving[i] = i; fixed (int* p = moving) { Churn(); long s = 0; for (int i = 0; i < 100; i++) s += p[i]; Console.WriteLine(s + " " + (p == (int*)At(moving))); } fixed (char* c = "fixed string") Console.WriteLine(new string(c, 0, 5)); }
var memory = new Memory<byte>(new byte[500]); using (var h = memory.Pin()) unsafe { ((byte*)h.Pointer)[499] = 9; Churn(); Console.WriteLine(((byte*)h.Pointer)[499] + " " + memory.Span[499]); }
// Interior references only.
ref int inner = ref Inner(); Churn(); Console.WriteLine(inner); [MethodImpl(MethodImplOptions.NoInlining)] static ref int Inner() { var a = new int[1000]; a[998] = 1234; return ref a[998]; }
Span<string> span = Strings(); Churn(); Console.WriteLine(string.Concat(span.ToArray())); [MethodImpl(MethodImplOptions.NoInlining)] static Span<string> Strings() { var a = new string[50]; for (int i = 0; i < 50; i++) a[i] = "" + i % 10; return a.AsSpan(40); }
