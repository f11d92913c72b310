//native: structs.c
using System.Runtime.InteropServices;
// Structs whose fields have another form in C: bool, char, text, arrays, delegates, nested structs.
var r = new Record { Flag = true, Name = "abc", Code = '!', Count = 4 };
Console.WriteLine(N.record_length(r)); Console.WriteLine(N.record_length(default));
N.change_record(ref r); Console.WriteLine($"{r.Flag} {r.Name} {r.Code} {r.Count}");
N.make_record(out r); Console.WriteLine($"{r.Flag} {r.Name} {r.Code} {r.Count}");
var back = N.return_record(5); Console.WriteLine($"{back.Flag} {back.Name} {back.Code} {back.Count}");
Console.WriteLine(N.flags(new Flags { On = true, Small = true, Variant = -1, Tail = 3 }) + " " + N.flags(default));
var f = N.return_flags(1); Console.WriteLine($"{f.On} {f.Small} {f.Variant} {f.Tail} {N.return_flags(0).On}");
var o = new Outer { Id = 1, Inner = new Record { Name = "inner", Count = 2 }, Weight = 0.5 };
Console.WriteLine(N.outer(ref o) + $" {o.Id} {o.Inner.Count} {o.Inner.Name} {o.Weight}");
var a = new Arrays { Count = 1, Values = new[] { 1, 2, 3, 4 }, Name = "abc", Wide = "wi", Flags = new[] { true, false } };
Console.WriteLine(Marshal.SizeOf<Arrays>() == N.arrays_size());
Console.WriteLine(N.arrays(ref a) + $" {string.Join(",", a.Values)} {a.Name} {a.Wide} {a.Flags[0]} {a.Flags[1]}");
a = new Arrays { Name = "too long for it", Values = null, Flags = null }; Console.WriteLine(N.arrays(ref a) + " " + a.Values.Length + " " + a.Flags[1]);
try { a.Values = new int[2]; N.arrays(ref a); } catch (ArgumentException e) { Console.WriteLine(e.Message); }
// Classes with layout travel by pointer.
var p = new Person { Id = 3, Name = "Ann" };
Console.WriteLine(N.person(p) + " " + p.Id + " " + N.person_inout(p) + " " + p.Id + " " + N.person(null));
N.swap_person(ref p); Console.WriteLine($"{p.Id} {p.Name}");
p = null; N.swap_person(ref p); Console.WriteLine($"{p.Id} {p.Name}");
p = N.make_person(12); Console.WriteLine($"{p.Id} {p.Name}");
var derived = new Employee { Id = 1, Name = "Bob", Salary = 5 }; Console.WriteLine(N.person_inout(derived) + " " + derived.Id + " " + Marshal.SizeOf<Employee>());
// Unions, packing.
var any = new Any { D = 1.0 }; Console.WriteLine(N.any_byte(ref any, 7)); any = N.any(new Any { I = 41 }); Console.WriteLine(any.I);
Console.WriteLine(N.packed(new Packed { A = 1, B = 2, C = 3 }) + " " + Marshal.SizeOf<Packed>());
// A delegate in a struct.
Console.WriteLine(N.act(new Act { Apply = x => x * 3, Value = 14 }) + " " + N.act(new Act { Value = 1 }));
// Arrays of structs.
var list = new[] { new Record { Name = "a", Count = 1 }, new Record { Name = "bb", Count = 2 } };
Console.WriteLine(N.sum_records(list, 2) + " " + list[1].Count); Console.WriteLine(N.sum_records_inout(list, 2) + " " + list[1].Count + " " + list[1].Name);
var points = new[] { new Point { X = 2, Y = 3 }, new Point { X = 4, Y = 5 } }; Console.WriteLine(N.sum_points(points, 2) + " " + points[0].X);
[StructLayout(LayoutKind.Sequential)] struct Record { [MarshalAs(UnmanagedType.Bool)] public bool Flag; public string Name; public char Code; public int Count; }
struct Flags { public bool On; [MarshalAs(UnmanagedType.U1)] public bool Small; public short Variant; public int Tail; }
struct Outer { public int Id; public Record Inner; public double Weight; }
struct Arrays { public int Count; [MarshalAs(UnmanagedType.ByValArray, SizeConst = 4)] public int[] Values; [MarshalAs(UnmanagedType.ByValTStr, SizeConst = 8)] public string Name;
  [MarshalAs(UnmanagedType.Struct)] public WideText Wide_; public string Wide { get => Wide_.Text; set => Wide_.Text = value; } [MarshalAs(UnmanagedType.ByValArray, SizeConst = 2)] public bool[] Flags; }
[StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)] struct WideText { [MarshalAs(UnmanagedType.ByValTStr, SizeConst = 6)] public string Text; }
[StructLayout(LayoutKind.Sequential)] class Person { public int Id; public string Name; }
[StructLayout(LayoutKind.Sequential)] class Employee : Person { public double Salary; }
[StructLayout(LayoutKind.Explicit)] struct Any { [FieldOffset(0)] public int I; [FieldOffset(0)] public float F; [FieldOffset(0)] public double D; }
[StructLayout(LayoutKind.Sequential, Pack = 1)] struct Packed { public sbyte A; public long B; public short C; }
delegate int Operation(int x);
struct Act { public Operation Apply; public int Value; }
struct Point { public double X, Y; }
static class N {
  const string S = "structs";
  [DllImport(S)] public static extern int record_length(Record r); [DllImport(S)] public static extern void change_record(ref Record r); [DllImport(S)] public static extern void make_record(out Record r);
  [DllImport(S)] public static extern Record return_record(int n); [DllImport(S)] public static extern int flags(Flags f); [DllImport(S)] public static extern Flags return_flags(int all);
  [DllImport(S)] public static extern double outer(ref Outer o); [DllImport(S)] public static extern int arrays(ref Arrays a); [DllImport(S)] public static extern int arrays_size();
  [DllImport(S)] public static extern int person(Person p); [DllImport(S, EntryPoint = "person")] public static extern int person_inout([In, Out] Person p);
  [DllImport(S)] public static extern void swap_person(ref Person p); [DllImport(S)] public static extern Person make_person(int id);
  [DllImport(S)] public static extern Any any(Any a); [DllImport(S)] public static extern int any_byte(ref Any a, int n); [DllImport(S)] public static extern long packed(Packed p);
  [DllImport(S)] public static extern int act(Act a); [DllImport(S)] public static extern int sum_records(Record[] list, int n);
  [DllImport(S, EntryPoint = "sum_records")] public static extern int sum_records_inout([In, Out] Record[] list, int n); [DllImport(S)] public static extern int sum_points(Point[] list, int n);
}
