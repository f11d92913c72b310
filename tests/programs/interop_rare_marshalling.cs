//native: mixed.c
// Kinds of marshalling that few use: VBByRefStr, LPTStr in and out, by-value arrays of strings in structs, callbacks with strings, nested structs of classes, error numbers of callbacks, bool arrays, chars of both widths, decimals and dates.
using System.Runtime.InteropServices; using System.Text;
[StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)] struct Names { [MarshalAs(UnmanagedType.ByValTStr, SizeConst = 6)] public string A; [MarshalAs(UnmanagedType.LPTStr)] public string B; public char C; }
[StructLayout(LayoutKind.Sequential, CharSet = CharSet.Ansi)] struct NamesA { [MarshalAs(UnmanagedType.LPTStr)] public string B; public char C; [MarshalAs(UnmanagedType.Bool)] public bool D; }
[StructLayout(LayoutKind.Sequential)] class Inner { public int X = 3; public double Y = 2.5; } struct Outer { public int A; public InnerS In; [MarshalAs(UnmanagedType.ByValArray, SizeConst = 2, ArraySubType = UnmanagedType.I1)] public bool[] Flags; } struct InnerS { public short P; [MarshalAs(UnmanagedType.LPStr)] public string Q; }
struct Dates { public DateTime When; public decimal Sum; [MarshalAs(UnmanagedType.Currency)] public decimal Money; }
static unsafe class P
{
    const string L = "mixed";
    [DllImport(L, EntryPoint = "text16_length", CharSet = CharSet.Unicode)] static extern int LenT([MarshalAs(UnmanagedType.LPTStr)] StringBuilder s); [DllImport(L, EntryPoint = "text_fill", CharSet = CharSet.Ansi)] static extern int FillT([MarshalAs(UnmanagedType.LPTStr)] StringBuilder s, int n, [MarshalAs(UnmanagedType.LPTStr)] string p);
    [DllImport(L, EntryPoint = "text8_length")] static extern int VbText([MarshalAs(UnmanagedType.VBByRefStr)] ref string s);
    static void T(string n, Func<object?> f) { try { Console.WriteLine($"{n}: {f()}"); } catch (Exception e) { Console.WriteLine($"{n}: {e.GetType().Name} {e.Message.Split('\n')[0]}"); } }
    static void Main()
    {
        T("lptstr builder", () => LenT(new StringBuilder("wide"))); T("lptstr fill", () => { var b = new StringBuilder(8); FillT(b, 6, "ab"); return b; });
        T("vb", () => { string s = "by ref"; int n = VbText(ref s); return n + s; });
        T("sizes", () => $"{Marshal.SizeOf<Names>()} {Marshal.SizeOf<NamesA>()} {Marshal.SizeOf<Outer>()} {Marshal.SizeOf<Dates>()} {Marshal.SizeOf<Inner>()}"); T("names", () => { nint p = Marshal.AllocHGlobal(64); Marshal.StructureToPtr(new Names { A = "abcdefgh", B = "béta", C = 'é' }, p, false); var x = Marshal.PtrToStructure<Names>(p); Marshal.DestroyStructure<Names>(p); Marshal.FreeHGlobal(p); return $"{x.A} {x.B} {x.C}"; }); T("names ansi", () => { nint p = Marshal.AllocHGlobal(64); Marshal.StructureToPtr(new NamesA { B = "béta", C = 'c', D = true }, p, false); var x = Marshal.PtrToStructure<NamesA>(p); int raw = Marshal.ReadByte(p, 8); Marshal.FreeHGlobal(p); return $"{x.B} {x.C} {x.D} {raw}"; });
        T("nested", () => { nint p = Marshal.AllocHGlobal(64); Marshal.StructureToPtr(new Outer { A = 1, In = { P = 2, Q = "in" }, Flags = [true, false] }, p, false); var x = Marshal.PtrToStructure<Outer>(p); Marshal.FreeHGlobal(p); return $"{x.A} {x.In.P} {x.In.Q} {x.Flags[0]} {x.Flags[1]}"; }); T("dates", () => { nint p = Marshal.AllocHGlobal(64); Marshal.StructureToPtr(new Dates { When = new DateTime(2020, 1, 2, 3, 0, 0), Sum = 1.5m, Money = 12.3456m }, p, false); var x = Marshal.PtrToStructure<Dates>(p); string raw = BitConverter.Int64BitsToDouble(Marshal.ReadInt64(p)) + ""; Marshal.FreeHGlobal(p); return $"{x.When:s} {x.Sum} {x.Money} {raw}"; });
    }
}
