//native: arrays.c
using System.Runtime.InteropServices;
Console.WriteLine($"{N.sum32(new[] { 1, 2, 3 }, 3)} {N.sum32(new int[0], 0)} {N.sum32(null, 3)} {N.sum32_in(new[] { 4, 5 }, 2)}");
long[] longs = { 1, 2, 3 }; N.double64(longs, 3); Console.WriteLine(string.Join(",", longs)); N.double64_ref(ref longs[1], 2); Console.WriteLine(string.Join(",", longs));
Console.WriteLine(N.sum_doubles(new[] { 0.5, 1.5 }, 2));
Console.WriteLine(N.sum_enums(new[] { DayOfWeek.Friday, DayOfWeek.Monday }, 2) + " " + N.sum_chars("abc".ToCharArray(), 3));
Console.WriteLine(N.count_true(new[] { true, false, true }, 3) + " " + N.count_true8(new[] { true, true, false }, 3));
bool[] flags = { true, false }; N.flip_in(flags, 2); Console.WriteLine(string.Join(",", flags)); N.flip(flags, 2); Console.WriteLine(string.Join(",", flags));
N.make(out int[] made, out int n); Console.WriteLine(string.Join(",", made) + " " + n);
int[] grown = { 1, 2 }; int length = 2; int[] before = grown; N.grow(ref grown, ref length); Console.WriteLine(string.Join(",", grown) + " " + length + " " + before.Length);
N.make3(out int[] three); Console.WriteLine(string.Join(",", three));
N.make_texts(out string[] texts, out n); Console.WriteLine(string.Join(",", texts));
Console.WriteLine(N.matrix(new[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }, 3, 2));
byte[] bytes = new byte[5]; N.fill_bytes(bytes, 3); Console.WriteLine(Convert.ToHexString(bytes));
byte[] outOnly = { 1, 2, 3 }; N.fill_out(outOnly, 2); Console.WriteLine(Convert.ToHexString(outOnly));
unsafe { fixed (int* p = new[] { 7, 8 }) Console.WriteLine(N.sum_pointer(p, 2)); Span<int> span = stackalloc int[] { 1, 1, 1 }; fixed (int* p = span) Console.WriteLine(N.sum_pointer(p, 3)); }
Console.WriteLine(N.sum_ref(ref MemoryMarshal.GetArrayDataReference(new[] { 9, 10 }), 2));
var segment = new int[] { 0, 1, 2, 3 }; Console.WriteLine(N.sum_ref(ref segment[2], 2));
static unsafe class N {
  const string A = "arrays";
  [DllImport(A)] public static extern int sum32(int[] a, int n); [DllImport(A, EntryPoint = "sum32")] public static extern int sum32_in([In] int[] a, int n);
  [DllImport(A, EntryPoint = "sum32")] public static extern int sum_enums(DayOfWeek[] a, int n); [DllImport(A, EntryPoint = "sum16", CharSet = CharSet.Unicode)] public static extern int sum_chars(char[] a, int n);
  [DllImport(A, EntryPoint = "sum32")] public static extern int sum_pointer(int* a, int n); [DllImport(A, EntryPoint = "sum32")] public static extern int sum_ref(ref int a, int n);
  [DllImport(A)] public static extern void double64(long[] a, int n); [DllImport(A, EntryPoint = "double64")] public static extern void double64_ref(ref long a, int n); [DllImport(A)] public static extern double sum_doubles(double[] a, int n);
  [DllImport(A)] public static extern int count_true(bool[] a, int n); [DllImport(A)] public static extern int count_true8([MarshalAs(UnmanagedType.LPArray, ArraySubType = UnmanagedType.U1)] bool[] a, int n);
  [DllImport(A, EntryPoint = "flip")] public static extern void flip_in(bool[] a, int n); [DllImport(A)] public static extern void flip([In, Out] bool[] a, int n);
  [DllImport(A)] public static extern void make([MarshalAs(UnmanagedType.LPArray, SizeParamIndex = 1)] out int[] a, out int n); [DllImport(A)] public static extern void grow([MarshalAs(UnmanagedType.LPArray, SizeParamIndex = 1)] ref int[] a, ref int n);
  [DllImport(A)] public static extern void make3([MarshalAs(UnmanagedType.LPArray, SizeConst = 3)] out int[] a); [DllImport(A)] public static extern void make_texts([MarshalAs(UnmanagedType.LPArray, SizeParamIndex = 1)] out string[] a, out int n);
  [DllImport(A)] public static extern int matrix(int[,] m, int rows, int columns); [DllImport(A)] public static extern void fill_bytes(byte[] a, int n); [DllImport(A, EntryPoint = "fill_bytes")] public static extern void fill_out([Out] byte[] a, int n);
}
