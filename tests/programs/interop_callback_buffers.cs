//native: callbacks.c
using System.Runtime.InteropServices;
using System.Text;
// What callbacks write into a caller's buffer, array or object.
Console.WriteLine(N.with_buffer(b => { Console.WriteLine(b); b.Clear().Append("written by a callback"); }));
Console.WriteLine(N.with_buffer(b => b.Insert(0, "a ")));
Console.WriteLine(N.with_filled((list, n) => { for (int i = 0; i < n; i++) list[i] += 1; }));
Console.WriteLine(N.with_read((list, n) => { Console.WriteLine(list.Sum()); list[0] = 99; }));
Console.WriteLine(N.with_object(t => { Console.WriteLine(t == null ? "null" : t.Id + t.Name); if (t != null) { t.Id = 5; t.Name = "changed name"; } }));
Console.WriteLine(N.with_object_in(t => { if (t != null) { t.Id = 5; t.Name = "lost"; } }));
[StructLayout(LayoutKind.Sequential)] class Thing { public int Id; public string Name; }
static class N {
  const string C = "callbacks"; public delegate void Buffer(StringBuilder b); public delegate void Fill([In, Out, MarshalAs(UnmanagedType.LPArray, SizeParamIndex = 1)] int[] list, int n);
  public delegate void Read([In, MarshalAs(UnmanagedType.LPArray, SizeParamIndex = 1)] int[] list, int n); public delegate void Change([In, Out] Thing t); public delegate void Look(Thing t);
  [DllImport(C)] public static extern int with_buffer(Buffer f); [DllImport(C)] public static extern int with_filled(Fill f); [DllImport(C, EntryPoint = "with_filled")] public static extern int with_read(Read f);
  [DllImport(C)] public static extern int with_object(Change f); [DllImport(C, EntryPoint = "with_object")] public static extern int with_object_in(Look f);
}
