//native: structs.c
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
// Layout: explicit, packed, unions, fixed buffers, inline arrays; values that need no conversion and their pointers; decimals, dates, guids.
Console.WriteLine($"{Unsafe.SizeOf<Union>()} {Unsafe.SizeOf<Packed1>()} {Unsafe.SizeOf<Packed4>()} {Unsafe.SizeOf<Sized>()} {Unsafe.SizeOf<Buffer>()} {Unsafe.SizeOf<Inline>()} {Unsafe.SizeOf<Hole>()}");
var u = new Union { F = 1.0f }; Console.WriteLine($"{u.I:x} {u.B3} {u.S1}"); u.D = -2.0; Console.WriteLine($"{u.L:x} {u.I}"); var copy = u; copy.I = 7; Console.WriteLine($"{u.I} {copy.I} {copy.L:x}");
unsafe { var p = new Packed1 { A = 1, B = 2, C = 3 }; byte* b = (byte*)&p; Console.WriteLine($"{b[0]} {*(long*)(b + 1)} {*(short*)(b + 9)} {(byte*)&p.C - b}"); var h = new Hole { A = 1, B = 2 }; Console.WriteLine(((int*)&h)[3]); }
unsafe { var f = new Buffer(); for (int i = 0; i < 4; i++) f.Values[i] = i * i; f.Text[0] = 'z'; f.Tail = 9; Console.WriteLine($"{f.Values[3]} {f.Text[0]} {f.Tail} {f.Flags[1]}"); var g = f; g.Values[3] = 1; Console.WriteLine(f.Values[3] + g.Values[3]); }
var inline = new Inline(); for (int i = 0; i < 3; i++) inline[i] = i + 0.5; Span<double> span = inline; Console.WriteLine(span[2] + inline[0]); foreach (ref double d in span) d *= 2; Console.WriteLine(inline[1]);
var refs = new InlineRefs(); refs[0] = "a"; refs[1] = "b"; GC.Collect(); Console.WriteLine(refs[0] + refs[1]);
Console.WriteLine(N.negate(1.5m) + " " + N.negate(-79228162514264337593543950335m)); decimal m = 2.25m; N.negate_at(ref m); Console.WriteLine(m); Console.WriteLine(N.negate_pointer(3.5m)); Console.WriteLine(N.currency(1.25m));
Console.WriteLine(N.date(new DateTime(2000, 1, 1, 12, 0, 0)) + " " + N.next_day(new DateTime(2024, 2, 28)).ToString("s")); var guid = new Guid("01020304-0506-0708-090a-0b0c0d0e0f10"); Console.WriteLine($"{N.guid_first(guid):x} {N.guid_ref(ref guid):x} {N.guid_next(guid)}");
Console.WriteLine(N.packed(new Packed1 { A = 1, B = 2, C = 3 })); var any = new Union { I = 5 }; Console.WriteLine(N.any(any).I); Console.WriteLine(N.any_byte(ref any, 0) + " " + N.any_byte(ref any, 1));
Console.WriteLine(N.char_struct(new Chars { A = 'é', B = 'b' })); 
Console.WriteLine(RuntimeHelpers.IsReferenceOrContainsReferences<Union>() + " " + RuntimeHelpers.IsReferenceOrContainsReferences<Overlay>()); var ov = new Overlay { Text = "shared" }; Console.WriteLine(((string)ov.Object).Length);
[StructLayout(LayoutKind.Explicit)] struct Union { [FieldOffset(0)] public int I; [FieldOffset(0)] public float F; [FieldOffset(0)] public double D; [FieldOffset(0)] public long L; [FieldOffset(3)] public byte B3; [FieldOffset(2)] public short S1; }
[StructLayout(LayoutKind.Sequential, Pack = 1)] struct Packed1 { public sbyte A; public long B; public short C; } [StructLayout(LayoutKind.Sequential, Pack = 4)] struct Packed4 { public byte A; public double B; public byte C; } [StructLayout(LayoutKind.Sequential, Size = 24)] struct Sized { public int A; } [StructLayout(LayoutKind.Explicit, Size = 20)] struct Hole { [FieldOffset(0)] public int A; [FieldOffset(12)] public int B; }
unsafe struct Buffer { public fixed int Values[4]; public fixed char Text[3]; public fixed bool Flags[2]; public byte Tail; } [InlineArray(3)] struct Inline { double _; } [InlineArray(2)] struct InlineRefs { string _; } [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)] struct Chars { public char A, B; }
[StructLayout(LayoutKind.Explicit)] struct Overlay { [FieldOffset(0)] public string Text; [FieldOffset(0)] public object Object; }
static class N {
  const string S = "structs"; [DllImport(S)] public static extern decimal negate(decimal d); [DllImport(S)] public static extern void negate_at(ref decimal d); [DllImport(S, EntryPoint = "guid_first")] public static extern int negate_pointer([MarshalAs(UnmanagedType.LPStruct)] decimal d); [DllImport(S)] public static extern long currency([MarshalAs(UnmanagedType.Currency)] decimal d);
  [DllImport(S, EntryPoint = "date_bits")] public static extern long date(DateTime d); [DllImport(S)] public static extern DateTime next_day(DateTime d); [DllImport(S)] public static extern int guid_first([MarshalAs(UnmanagedType.LPStruct)] Guid g); [DllImport(S, EntryPoint = "guid_first")] public static extern int guid_ref(ref Guid g); [DllImport(S)] public static extern Guid guid_next(Guid g);
  [DllImport(S)] public static extern long packed(Packed1 p); [DllImport(S)] public static extern Union any(Union a); [DllImport(S)] public static extern int any_byte(ref Union a, int n); [DllImport(S, EntryPoint = "sum_I")] public static extern double char_struct(Chars c);
}
