//native: handles.c
using System.Runtime.InteropServices;
// SetLastError keeps errno of the call; without it nothing changes.
N.fail_with(2); Console.WriteLine(Marshal.GetLastPInvokeError() + " " + Marshal.GetLastWin32Error() + " " + Marshal.GetLastPInvokeErrorMessage());
N.fail_quietly(5); Console.WriteLine(Marshal.GetLastPInvokeError()); N.succeed(1); Console.WriteLine(Marshal.GetLastPInvokeError());
N.fail_with(13); Console.WriteLine(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
Marshal.SetLastPInvokeError(77); Console.WriteLine(Marshal.GetLastPInvokeError()); Marshal.SetLastSystemError(9); Console.WriteLine(Marshal.GetLastSystemError());
N.calls_back(() => N.fail_with(4)); Console.WriteLine(Marshal.GetLastPInvokeError());
Console.WriteLine(N.fail_text(22, "with text") + " " + Marshal.GetLastPInvokeError());
int other = 0; var t = new Thread(() => { N.fail_with(99); other = Marshal.GetLastPInvokeError(); }); t.Start(); t.Join(); Console.WriteLine(other + " " + Marshal.GetLastPInvokeError());
// HRESULT results.
N.hresult(0); N.hresult(1); Console.WriteLine(N.hresult_value(0) + " " + N.hresult_text(0));
foreach (uint hr in new uint[] { 0x80070057, 0x8007000e, 0x80004001, 0x80004002, 0x80004003, 0x80131509, 0x80131515, 0x80070005, 0x80070002, 0x80131537, 0x80004005, 0x80131622, 0x80042345 })
  try { N.hresult((int)hr); Console.WriteLine("no"); } catch (Exception e) { Console.WriteLine($"{hr:x} {e.GetType().Name} {e.HResult:x}"); }
try { N.hresult_value(unchecked((int)0x80070057)); } catch (ArgumentException e) { Console.WriteLine(e.Message); }
Console.WriteLine($"{N.hresult_kept(unchecked((int)0x80070057)):x}");
Console.WriteLine($"{Marshal.GetHRForException(new ArgumentNullException()):x} {Marshal.GetHRForException(new IOException()):x} {Marshal.GetExceptionForHR(0) == null} {Marshal.GetExceptionForHR(unchecked((int)0x80131516)).GetType().Name}");
try { Marshal.ThrowExceptionForHR(unchecked((int)0x80131508)); } catch (IndexOutOfRangeException e) { Console.WriteLine(e.Message); }
// Missing libraries and functions.
try { Missing.nothing(); } catch (DllNotFoundException e) { Console.WriteLine(e.Message.Split('\n')[0][..60]); }
try { N.nothing(); } catch (EntryPointNotFoundException e) { Console.WriteLine(e.Message); }
try { N.succeedX(1); } catch (EntryPointNotFoundException) { Console.WriteLine("exact"); }
Console.WriteLine(N.renamed(8));
static class Missing { [DllImport("thislibraryisnowhere")] public static extern void nothing(); }
static class N {
  const string H = "handles"; public delegate void Call();
  [DllImport(H, SetLastError = true)] public static extern int fail_with(int code); [DllImport(H, EntryPoint = "fail_with")] public static extern int fail_quietly(int code); [DllImport(H, SetLastError = true)] public static extern int succeed(int x);
  [DllImport(H, EntryPoint = "fail_with", SetLastError = true, CharSet = CharSet.Unicode)] public static extern int fail_text(int code, string s);
  [DllImport(H, EntryPoint = "calls_back_with_errno", SetLastError = true)] public static extern int calls_back(Call f);
  [DllImport(H, PreserveSig = false)] public static extern void hresult(int hr); [DllImport(H, PreserveSig = false)] public static extern int hresult_value(int hr); [DllImport(H, PreserveSig = false)] public static extern string hresult_text(int hr);
  [DllImport(H, EntryPoint = "hresult")] public static extern int hresult_kept(int hr); [DllImport(H)] public static extern void nothing(); [DllImport(H, ExactSpelling = true)] public static extern int succeedX(int x); [DllImport(H, EntryPoint = "succeed", ExactSpelling = true)] public static extern int renamed(int x);
}
