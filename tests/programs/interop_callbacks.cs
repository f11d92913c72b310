//native: callbacks.c
using System.Runtime.InteropServices;
// Delegates as function pointers: every kind of parameter and result on the way in.
int captured = 10;
Console.WriteLine(N.apply(x => x + captured, 5)); captured = 20; Console.WriteLine(N.apply_many(x => x * captured, 4));
var counter = new Counter(); Console.WriteLine(N.apply_many(counter.Add, 5) + " " + counter.Total);
N.Unary stat = Counter.Twice; Console.WriteLine(N.apply(stat, 21));
N.Unary multi = counter.Add; multi += Counter.Twice; Console.WriteLine(N.apply(multi, 4) + " " + counter.Total);
N.keep(stat); Console.WriteLine(N.call_kept(8)); N.keep(null); Console.WriteLine(N.call_kept(8)); GC.KeepAlive(stat);
// Functions of C as delegates.
N.Unary triple = N.get_triple(); Console.WriteLine(triple(7) + " " + N.apply(triple, 5));
N.get_triple_out(out N.Unary other); Console.WriteLine(other(3)); N.Unary swapped = stat; N.swap_function(ref swapped); Console.WriteLine(swapped(5)); swapped = null; N.swap_function(ref swapped); Console.WriteLine(swapped == null);
Console.WriteLine(triple.Invoke(2) + new Func<int, int>(triple.Invoke)(3));
// Text, booleans, references, arrays, structs.
Console.WriteLine(N.with_text(s => { Console.WriteLine(s); return s.Length; })); Console.WriteLine(N.with_wide(s => { Console.WriteLine(s ?? "null"); return s == null ? 100 : s.Length; }));
Console.WriteLine(N.get_text(n => new string('x', n)) + " " + N.get_text(n => null));
Console.WriteLine(N.with_bools((a, b) => a || b)); Console.WriteLine(N.with_bools((a, b) => a && b));
Console.WriteLine(N.with_refs((ref int a, out double b, ref string s, ref bool f) => { a += 4; b = 3; s += "put"; f = !f; }));
Console.WriteLine(N.with_array((list, n) => list.Sum() + list.Length * 100 + n));
Console.WriteLine(N.with_struct(i => { Console.WriteLine($"{i.Id} {i.Name} {i.On}"); return i.Id; }));
Console.WriteLine(N.with_struct_pointer((ref N.Item i) => { i.Id++; i.On = true; }));
Console.WriteLine(N.with_mix((a, b, c, d, e, p, x, y, z) => a + b + c + d + e + p + x + y + z));
// Recursion through both sides.
int depth = 0; N.Nest nest = null; nest = (d, f) => { depth = Math.Max(depth, 10 - d); return N.nested(nest, d); }; Console.WriteLine(N.nested(nest, 10) + " " + depth);
Console.WriteLine(N.apply_many(x => { try { return int.Parse(x == 2 ? "no" : "1"); } catch (FormatException) { return 100; } finally { captured++; } }, 4) + " " + captured);
class Counter { public int Total; public int Add(int x) => Total += x; public static int Twice(int x) => 2 * x; }
static class N {
  const string C = "callbacks";
  public delegate int Unary(int x); public delegate int Text(string s); public delegate int Wide([MarshalAs(UnmanagedType.LPWStr)] string s); public delegate string Make(int n);
  public delegate bool Bools(bool a, [MarshalAs(UnmanagedType.U1)] bool b); public delegate void Refs(ref int a, out double b, ref string s, ref bool f);
  public delegate int Array([MarshalAs(UnmanagedType.LPArray, SizeParamIndex = 1)] int[] list, int n);
  public struct Item { public int Id; public string Name; public bool On; }
  public delegate int ByValue(Item i); public delegate void ByRef(ref Item i); public delegate double Mix(sbyte a, double b, long c, float d, ushort e, nint p, int x, int y, int z); public delegate int Nest(int depth, nint f);
  [DllImport(C)] public static extern int apply(Unary f, int x); [DllImport(C)] public static extern int apply_many(Unary f, int n); [DllImport(C)] public static extern void keep(Unary f); [DllImport(C)] public static extern int call_kept(int x);
  [DllImport(C)] public static extern Unary get_triple(); [DllImport(C)] public static extern void get_triple_out(out Unary f); [DllImport(C)] public static extern void swap_function(ref Unary f);
  [DllImport(C)] public static extern int with_text(Text f); [DllImport(C)] public static extern int with_wide(Wide f); [DllImport(C)] public static extern int get_text(Make f); [DllImport(C)] public static extern int with_bools(Bools f);
  [DllImport(C)] public static extern int with_refs(Refs f); [DllImport(C)] public static extern int with_array(Array f); [DllImport(C)] public static extern int with_struct(ByValue f); [DllImport(C)] public static extern int with_struct_pointer(ByRef f);
  [DllImport(C)] public static extern double with_mix(Mix f); [DllImport(C)] public static extern int nested(Nest f, int depth);
}
