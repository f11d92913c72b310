//mode: skip-static
using System.Runtime.InteropServices;
int[] a = { 5, 3, 9, 1 };
N.qsort(a, (nuint)a.Length, 4, (ref int x, ref int y) => x.CompareTo(y));
Console.WriteLine(string.Join(",", a));
int calls = 0;
N.Compare counting = (ref int x, ref int y) => { calls++; return y.CompareTo(x); };
N.qsort(a, (nuint)a.Length, 4, counting);
Console.WriteLine(string.Join(",", a) + " " + (calls > 0));
IntPtr p = Marshal.GetFunctionPointerForDelegate(counting);
Console.WriteLine(p == Marshal.GetFunctionPointerForDelegate(counting));
Console.WriteLine(ReferenceEquals(counting, Marshal.GetDelegateForFunctionPointer<N.Compare>(p)));
IntPtr lib = NativeLibrary.Load("libc.so.6");
var abs = Marshal.GetDelegateForFunctionPointer<N.Abs>(NativeLibrary.GetExport(lib, "abs"));
Console.WriteLine(abs(-7));
var isupper = Marshal.GetDelegateForFunctionPointer<N.IsUpper>(NativeLibrary.GetExport(lib, "isupper"));
Console.WriteLine(isupper('A') + " " + isupper('a'));
N.Point pt = new N.Point { X = 1.5, Y = 2.5f, Id = 7 };
N.Take take = (N.Point q, bool b) => new N.Point { X = q.X * 2, Y = q.Y * 2, Id = b ? q.Id : -1 };
unsafe {
  var native = (delegate* unmanaged<N.Point, int, N.Point>)Marshal.GetFunctionPointerForDelegate(take);
  var doubled = native(pt, 1);
  Console.WriteLine($"{doubled.X} {doubled.Y} {doubled.Id} {native(pt, 0).Id}");
}
Console.WriteLine(Marshal.SizeOf<N.Point>() + " " + Marshal.SizeOf<N.Mixed>() + " " + Marshal.SizeOf<int>());
IntPtr m = Marshal.AllocHGlobal(Marshal.SizeOf<N.Point>());
Marshal.StructureToPtr(pt, m, false);
var copy = Marshal.PtrToStructure<N.Point>(m);
Console.WriteLine($"{copy.X} {copy.Y} {copy.Id}");
Marshal.FreeHGlobal(m);
static class N {
  public delegate int Compare(ref int x, ref int y);
  public delegate int Abs(int x);
  public delegate bool IsUpper(int c);
  public delegate Point Take(Point p, bool b);
  public struct Point { public double X; public float Y; public int Id; }
  public struct Mixed { public bool A; public int B; public bool C; }
  [DllImport("libc")] public static extern void qsort(int[] data, nuint count, nuint size, Compare compare);
}
