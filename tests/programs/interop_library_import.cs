//native: strings.c
//native: arrays.c
//native: handles.c
//native: structs.c
//native: callbacks.c
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using Microsoft.Win32.SafeHandles;
// Marshalling that the compiler generates from [LibraryImport], with CoreLib's marshallers.
Console.WriteLine($"{N.length8("é€")} {N.length8(null)} {N.length16("wide")} {N.copy8("copy é")} {N.copy16("wïde")}");
string s = "text"; N.upper8(ref s); Console.WriteLine(s); N.make8(out s); Console.WriteLine(s); N.make16(out s); Console.WriteLine(s);
Console.WriteLine(N.sum32(new[] { 1, 2, 3 }, 3) + " " + N.sum_span(stackalloc int[] { 4, 5 }, 2) + " " + N.sum_readonly(new[] { 1, 1 }, 2)); long[] longs = { 1, 2 }; N.double64(longs, 2); Console.WriteLine(longs[1]);
N.make(out int[] made, out int n); Console.WriteLine(string.Join(",", made)); N.make_texts(out string[] texts, out n); Console.WriteLine(string.Join(",", texts)); Console.WriteLine(N.total16(new[] { "a", "bcd", null }, 3));
Console.WriteLine(N.count_true(new[] { true, false, true }, 3)); bool[] flags = { true, false }; N.flip(flags, 2); Console.WriteLine(flags[0] + " " + flags[1]);
using (Handle h = N.handle_open(3)) Console.WriteLine(N.handle_value(h)); N.handle_open_out(4, out Handle o); N.handle_change(ref o, 0); Console.WriteLine(N.handle_value(o)); o.Dispose(); try { N.handle_value(o); } catch (ObjectDisposedException) { Console.WriteLine("disposed"); } Console.WriteLine(N.handles_open());
N.fail_with(2); Console.WriteLine(Marshal.GetLastPInvokeError()); Console.WriteLine(N.is_true(1) + " " + N.is_true8(0));
Console.WriteLine(N.record(new Record { Flag = true, Name = "abc", Code = (byte)'!', Count = 4 })); unsafe { Console.WriteLine(N.apply(&Twice, 21)); }
N.LD ld = N.next_LD(new N.LD { a = 1, b = 2 }); Console.WriteLine(ld.a + ld.b); Console.WriteLine(N.apply_delegate(x => x - 1, 5));
try { N.nothing(); } catch (EntryPointNotFoundException) { Console.WriteLine("no entry"); }
[UnmanagedCallersOnly(CallConvs = new[] { typeof(CallConvCdecl) })] static int Twice(int x) => 2 * x;
class Handle : SafeHandleMinusOneIsInvalid { public Handle() : base(true) { } protected override bool ReleaseHandle() => N.close(handle) == 1; }
[NativeMarshalling(typeof(RecordMarshaller))] struct Record { public bool Flag; public string Name; public byte Code; public int Count; }
[CustomMarshaller(typeof(Record), MarshalMode.ManagedToUnmanagedIn, typeof(RecordMarshaller))]
static unsafe class RecordMarshaller { public struct Native { public int Flag; public byte* Name; public byte Code; public int Count; } public static Native ConvertToUnmanaged(Record r) => new Native { Flag = r.Flag ? 1 : 0, Name = Utf8StringMarshaller.ConvertToUnmanaged(r.Name), Code = r.Code, Count = r.Count }; public static void Free(Native n) { Console.WriteLine("free"); Utf8StringMarshaller.Free(n.Name); } }
static unsafe partial class N {
  public struct LD { public long a; public double b; } public delegate int Unary(int x);
  [LibraryImport("strings", StringMarshalling = StringMarshalling.Utf8)] public static partial int length8(string s); [LibraryImport("strings", EntryPoint = "length_utf16", StringMarshalling = StringMarshalling.Utf16)] public static partial int length16(string s);
  [LibraryImport("strings", StringMarshalling = StringMarshalling.Utf8)] public static partial string copy8(string s); [LibraryImport("strings", StringMarshalling = StringMarshalling.Utf16)] public static partial string copy16(string s);
  [LibraryImport("strings", StringMarshalling = StringMarshalling.Utf8)] public static partial void upper8(ref string s); [LibraryImport("strings", StringMarshalling = StringMarshalling.Utf8)] public static partial void make8(out string s); [LibraryImport("strings", StringMarshalling = StringMarshalling.Utf16)] public static partial void make16(out string s);
  [LibraryImport("arrays")] public static partial int sum32(int[] a, int n); [LibraryImport("arrays", EntryPoint = "sum32")] public static partial int sum_span(Span<int> a, int n); [LibraryImport("arrays", EntryPoint = "sum32")] public static partial int sum_readonly(ReadOnlySpan<int> a, int n); [LibraryImport("arrays")] public static partial void double64([In, Out] long[] a, int n);
  [LibraryImport("arrays")] public static partial void make([MarshalUsing(CountElementName = "n")] out int[] a, out int n); [LibraryImport("arrays", StringMarshalling = StringMarshalling.Utf8)] public static partial void make_texts([MarshalUsing(CountElementName = "n")] out string[] a, out int n); [LibraryImport("strings", StringMarshalling = StringMarshalling.Utf16)] public static partial int total16(string[] a, int n);
  [LibraryImport("arrays")] public static partial int count_true([MarshalAs(UnmanagedType.LPArray, ArraySubType = UnmanagedType.Bool)] bool[] a, int n); [LibraryImport("arrays")] public static partial void flip([In, Out, MarshalAs(UnmanagedType.LPArray, ArraySubType = UnmanagedType.Bool)] bool[] a, int n);
  [LibraryImport("handles")] public static partial Handle handle_open(int n); [LibraryImport("handles")] public static partial void handle_open_out(int n, out Handle h); [LibraryImport("handles")] public static partial void handle_change(ref Handle h, int really); [LibraryImport("handles")] public static partial int handle_value(Handle h); [LibraryImport("handles", EntryPoint = "handle_close")] public static partial int close(nint h); [LibraryImport("handles")] public static partial int handles_open();
  [LibraryImport("handles", SetLastError = true)] public static partial int fail_with(int code); [LibraryImport("handles", EntryPoint = "succeed")] [return: MarshalAs(UnmanagedType.Bool)] public static partial bool is_true(int x); [LibraryImport("handles", EntryPoint = "succeed")] [return: MarshalAs(UnmanagedType.U1)] public static partial bool is_true8(int x); [LibraryImport("handles")] public static partial void nothing();
  [LibraryImport("structs", EntryPoint = "record_length")] public static partial int record(Record r); [LibraryImport("structs")] public static partial LD next_LD(LD s); [LibraryImport("callbacks")] [UnmanagedCallConv(CallConvs = new[] { typeof(CallConvCdecl) })] public static partial int apply(delegate* unmanaged[Cdecl]<int, int> f, int x); [LibraryImport("callbacks", EntryPoint = "apply")] public static partial int apply_delegate(Unary f, int x);
}
