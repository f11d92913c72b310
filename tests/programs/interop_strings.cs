//native: strings.c
using System.Runtime.InteropServices;
using System.Text;
// Arguments in every encoding.
Console.WriteLine($"{N.length8("plain")} {N.length8("é€😀")} {N.length8("")} {N.length8(null)}");
Console.WriteLine($"{N.length8u("é€😀")} {N.length8t("abc")} {N.length8_default("é")}");
Console.WriteLine($"{N.length16("wide é€😀")} {N.length16(null)} {N.length16("")} {N.length16_charset("abc")} {N.length16_auto("abcd")}");
Console.WriteLine($"{N.sum8("é")} {N.sum16("é€")} {N.bstr("abc")} {N.bstr("")} {N.bstr(null)} {N.ansi_bstr("héllo")} {N.tbstr("ab")}");
string embedded = "with\0nul";
Console.WriteLine($"{N.length8(embedded)} {N.length16(embedded)} {N.bstr(embedded)}");
string surrogate = "a\ud800b";
Console.WriteLine(N.sum8(surrogate) + " " + N.sum16(surrogate));
// Results: the memory is freed with free.
Console.WriteLine(N.copy8("héllo") + "|" + N.copy8("") + "|" + (N.copy8(null) == null));
Console.WriteLine(N.copy16("wïde €") + "|" + N.copy16("") + "|" + (N.copy16(null) == null));
Console.WriteLine(N.copy8u("utf8 😀"));
// ref and out.
string s = "lower"; N.upper8(ref s); Console.WriteLine(s);
N.replace8(ref s); Console.WriteLine(s);
N.clear8(ref s); Console.WriteLine(s == null);
N.make8(out s); Console.WriteLine(s);
N.make16(out s); Console.WriteLine(s);
N.make_nothing(out s); Console.WriteLine(s == null);
string fixedText = "in stays"; N.upper_in(in fixedText); Console.WriteLine(fixedText);
// Characters.
Console.WriteLine($"{N.char8('a')} {N.char16('a')} {(int)N.char16('€'):x} {N.char8_u1('x')}");
char c = 'p'; N.next_char8(ref c); Console.Write(c); N.next_char16(ref c); Console.WriteLine(c);
// Loops do not leak or mix texts up.
int total = 0;
for (int i = 0; i < 300; i++) total += N.length8("text " + i) + N.copy8("copy " + i).Length + N.length16(new string('w', i % 7));
Console.WriteLine(total);
static class N {
  const string L = "strings";
  [DllImport(L, CharSet = CharSet.Ansi)] public static extern int length8(string s);
  [DllImport(L, EntryPoint = "length8")] public static extern int length8_default(string s);
  [DllImport(L, EntryPoint = "length8")] public static extern int length8u([MarshalAs(UnmanagedType.LPUTF8Str)] string s);
  [DllImport(L, EntryPoint = "length8")] public static extern int length8t([MarshalAs(UnmanagedType.LPStr)] string s);
  [DllImport(L, EntryPoint = "length_utf16")] public static extern int length16([MarshalAs(UnmanagedType.LPWStr)] string s);
  [DllImport(L, EntryPoint = "length_utf16", CharSet = CharSet.Unicode)] public static extern int length16_charset(string s);
  [DllImport(L, EntryPoint = "length_utf16", CharSet = CharSet.Auto)] public static extern int length16_auto(string s);
  [DllImport(L)] public static extern int sum8(string s);
  [DllImport(L, CharSet = CharSet.Unicode)] public static extern int sum16(string s);
  [DllImport(L, EntryPoint = "bstr_bytes")] public static extern int bstr([MarshalAs(UnmanagedType.BStr)] string s);
  [DllImport(L, EntryPoint = "bstr_bytes")] public static extern int ansi_bstr([MarshalAs(UnmanagedType.AnsiBStr)] string s);
  [DllImport(L, EntryPoint = "bstr_bytes")] public static extern int tbstr([MarshalAs(UnmanagedType.TBStr)] string s);
  [DllImport(L)] public static extern string copy8(string s);
  [DllImport(L, EntryPoint = "copy8")] [return: MarshalAs(UnmanagedType.LPUTF8Str)] public static extern string copy8u([MarshalAs(UnmanagedType.LPUTF8Str)] string s);
  [DllImport(L, CharSet = CharSet.Unicode)] public static extern string copy16(string s);
  [DllImport(L)] public static extern void upper8(ref string s);
  [DllImport(L, EntryPoint = "upper8")] public static extern void upper_in(in string s);
  [DllImport(L)] public static extern void replace8(ref string s);
  [DllImport(L)] public static extern void clear8(ref string s);
  [DllImport(L)] public static extern void make8(out string s);
  [DllImport(L, CharSet = CharSet.Unicode)] public static extern void make16(out string s);
  [DllImport(L)] public static extern void make_nothing(out string s);
  [DllImport(L)] public static extern char char8(char c);
  [DllImport(L, EntryPoint = "char8")] [return: MarshalAs(UnmanagedType.U1)] public static extern char char8_u1([MarshalAs(UnmanagedType.U1)] char c);
  [DllImport(L, CharSet = CharSet.Unicode)] public static extern char char16(char c);
  [DllImport(L)] public static extern void next_char8(ref char c);
  [DllImport(L, CharSet = CharSet.Unicode)] public static extern void next_char16(ref char c);
}
