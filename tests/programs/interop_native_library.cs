//native: handles.c
//native: arrays.c
using System.Reflection;
using System.Runtime.InteropServices;
// NativeLibrary: loading, exports, resolvers and search paths.
Assembly self = typeof(N).Assembly;
void T(string n, Action a) { try { a(); Console.WriteLine(n + " ok"); } catch (Exception e) { Console.WriteLine(n + " " + e.GetType().Name + ": " + e.Message.Split('\n')[0]); } }
nint lib = NativeLibrary.Load("handles", self, null); nint f = NativeLibrary.GetExport(lib, "succeed"); unsafe { Console.WriteLine(((delegate* unmanaged<int, int>)f)(5)); }
Console.WriteLine(NativeLibrary.TryGetExport(lib, "succeed", out nint again) && again == f); Console.WriteLine(NativeLibrary.TryGetExport(lib, "missing", out again) + " " + again);
T("export", () => NativeLibrary.GetExport(lib, "missing")); T("null export", () => NativeLibrary.GetExport(lib, null)); T("zero", () => NativeLibrary.GetExport(0, "x"));
Console.WriteLine(NativeLibrary.TryLoad("handles", self, DllImportSearchPath.AssemblyDirectory, out nint beside) + " " + (beside == lib)); Console.WriteLine(NativeLibrary.TryLoad("libhandles.so", self, null, out _) + " " + NativeLibrary.TryLoad("libhandles", self, null, out _)); Console.WriteLine(NativeLibrary.TryLoad("nowhere", self, null, out again) + " " + NativeLibrary.TryLoad("/nowhere/lib.so", out again) + " " + again);
T("load", () => NativeLibrary.Load("nowhere")); T("load path", () => NativeLibrary.Load("/nowhere/lib.so")); T("load assembly", () => NativeLibrary.Load("nowhere", self, DllImportSearchPath.System32)); T("load null", () => NativeLibrary.Load(null));
nint main = NativeLibrary.GetMainProgramHandle(); Console.WriteLine(main != 0 && NativeLibrary.TryGetExport(main, "malloc", out _)); NativeLibrary.Free(beside); NativeLibrary.Free(0);
// A resolver decides before anything else is tried; for names that it does not know it returns zero.
int asked = 0;
NativeLibrary.SetDllImportResolver(self, (name, assembly, path) => { asked++; Console.WriteLine($"resolve {name} {assembly == self} {path?.ToString() ?? "none"}"); return name == "imaginary" ? NativeLibrary.Load("arrays", assembly, path) : 0; });
Console.WriteLine(N.sum32(new[] { 1, 2, 3 }, 3)); Console.WriteLine(N.sum32(new[] { 4 }, 1) + " " + asked); Console.WriteLine(N.succeed(9) + " " + asked); T("unresolved", () => N.nothing()); Console.WriteLine(N.sum_doubles(new[] { 1.5 }, 1));
T("second resolver", () => NativeLibrary.SetDllImportResolver(self, (a, b, c) => 0)); T("null resolver", () => NativeLibrary.SetDllImportResolver(self, null)); T("null assembly", () => NativeLibrary.SetDllImportResolver(null, (a, b, c) => 0));
Console.WriteLine(N.strlen("from libc") + " " + N.getpid_c() / Environment.ProcessId + " " + N.cos(0));
static class N {
  [DllImport("imaginary")] public static extern int sum32(int[] a, int n); [DllImport("imaginary"), DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)] public static extern double sum_doubles(double[] a, int n);
  [DllImport("handles")] public static extern int succeed(int x); [DllImport("nowhere")] public static extern void nothing();
  [DllImport("libc")] public static extern nuint strlen(string s); [DllImport("c", EntryPoint = "getpid")] public static extern int getpid_c(); [DllImport("libm.so.6")] public static extern double cos(double x);
}
