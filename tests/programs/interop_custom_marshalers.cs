//native: strings.c
using System.Runtime.InteropServices;
// ICustomMarshaler: one instance for each cookie, asked on both ways.
Console.WriteLine(N.length8("abc")); Console.WriteLine(N.length8(null)); Console.WriteLine(N.copy8("result")); string s = "by ref"; N.upper8(ref s); Console.WriteLine(s); N.make8(out s); Console.WriteLine(s);
Console.WriteLine(N.length_plain("xyz")); try { N.length_fails("boom"); } catch (InvalidOperationException e) { Console.WriteLine(e.Message); } Console.WriteLine(Text.Live);
class Text : ICustomMarshaler {
  public static int Live; readonly string cookie; Text(string c) { cookie = c; }
  public static ICustomMarshaler GetInstance(string cookie) { Console.WriteLine("instance '" + cookie + "'"); return new Text(cookie); }
  public nint MarshalManagedToNative(object o) { Console.WriteLine("to native " + (o ?? "null")); if ((string)o == "boom") throw new InvalidOperationException("no " + o); Live++; return Marshal.StringToCoTaskMemUTF8(cookie + o); }
  public object MarshalNativeToManaged(nint p) { Console.WriteLine("to managed"); return Marshal.PtrToStringUTF8(p) + "!"; }
  public void CleanUpNativeData(nint p) { Console.WriteLine("clean native"); Live--; Marshal.FreeCoTaskMem(p); }
  public void CleanUpManagedData(object o) => Console.WriteLine("clean managed"); public int GetNativeDataSize() => -1;
}
static class N {
  [DllImport("strings")] public static extern int length8([MarshalAs(UnmanagedType.CustomMarshaler, MarshalTypeRef = typeof(Text), MarshalCookie = "cookie ")] string s); [DllImport("strings", EntryPoint = "length8")] public static extern int length_plain([MarshalAs(UnmanagedType.CustomMarshaler, MarshalTypeRef = typeof(Text))] string s);
  [DllImport("strings", EntryPoint = "length8")] public static extern int length_fails([MarshalAs(UnmanagedType.CustomMarshaler, MarshalTypeRef = typeof(Text))] string s);
  [DllImport("strings")] [return: MarshalAs(UnmanagedType.CustomMarshaler, MarshalTypeRef = typeof(Text))] public static extern string copy8(string s);
  [DllImport("strings")] public static extern void upper8([MarshalAs(UnmanagedType.CustomMarshaler, MarshalTypeRef = typeof(Text))] ref string s); [DllImport("strings")] public static extern void make8([MarshalAs(UnmanagedType.CustomMarshaler, MarshalTypeRef = typeof(Text))] out string s);
}
