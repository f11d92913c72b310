//native: strings.c
using System.Runtime.InteropServices;
using System.Text;
// StringBuilder is a buffer of its capacity, in and out.
var sb = new StringBuilder(32);
Console.WriteLine(N.fill8(sb, sb.Capacity) + " [" + sb + "] " + sb.Length + " " + sb.Capacity);
sb = new StringBuilder("stressed", 16); N.reverse8(sb); Console.WriteLine(sb);
sb = new StringBuilder("start", 32); N.append8(sb); Console.WriteLine(sb + " " + sb.Capacity);
sb = new StringBuilder(8); Console.WriteLine(N.fill16(sb, 8) + " " + sb);
sb = new StringBuilder("éé", 20); N.reverse8_out(sb); Console.WriteLine(sb.Length > 0);
Console.WriteLine(N.length8(new StringBuilder("büilder")) + " " + N.length16(new StringBuilder("büilder")) + " " + N.length8(null));
// Byte and character arrays as buffers.
byte[] bytes = new byte[16]; Console.WriteLine(N.fill_bytes(bytes, 16) + " " + Encoding.ASCII.GetString(bytes).TrimEnd('\0'));
char[] chars = new char[16]; Console.WriteLine(N.fill_chars(chars, 16) + " " + new string(chars).TrimEnd('\0'));
char[] narrow = "abc".ToCharArray(); N.reverse_chars(narrow); Console.WriteLine(new string(narrow));
// Arrays of strings.
string[] list = { "one", null, "trée" };
sb = new StringBuilder(64); Console.WriteLine(N.join(list, list.Length, sb, 64) + " " + sb);
Console.WriteLine(N.total16(new[] { "a", "bb", "€€€" }, 3));
string[] numbered = { "x", "y", "z" }; N.number_all(numbered, 3); Console.WriteLine(string.Join(" ", numbered));
string[] kept = { "x", "y" }; N.join(kept, 2, sb, 64); Console.WriteLine(string.Join(" ", kept) + " " + sb);
string[] empty = { }; Console.WriteLine(N.join(empty, 0, sb, 64) + "[" + sb + "]");
Console.WriteLine(N.total16(null, 0));
static class N {
  const string L = "strings";
  [DllImport(L)] public static extern int fill8(StringBuilder b, int size);
  [DllImport(L)] public static extern int fill16([MarshalAs(UnmanagedType.LPWStr)] StringBuilder b, int size);
  [DllImport(L)] public static extern void reverse8(StringBuilder b);
  [DllImport(L, EntryPoint = "reverse8")] public static extern void reverse8_out([In, Out] StringBuilder b);
  [DllImport(L)] public static extern void append8(StringBuilder b);
  [DllImport(L)] public static extern int length8(StringBuilder b);
  [DllImport(L, EntryPoint = "length_utf16", CharSet = CharSet.Unicode)] public static extern int length16(StringBuilder b);
  [DllImport(L, EntryPoint = "fill8")] public static extern int fill_bytes(byte[] b, int size);
  [DllImport(L, EntryPoint = "fill16", CharSet = CharSet.Unicode)] public static extern int fill_chars([Out] char[] b, int size);
  [DllImport(L, EntryPoint = "reverse8", CharSet = CharSet.Ansi)] public static extern void reverse_chars([In, Out] char[] b);
  [DllImport(L)] public static extern int join(string[] list, int count, StringBuilder b, int size);
  [DllImport(L)] public static extern int total16([MarshalAs(UnmanagedType.LPArray, ArraySubType = UnmanagedType.LPWStr)] string[] list, int count);
  [DllImport(L)] public static extern void number_all([In, Out] string[] list, int count);
}
