// Native code calls back into managed code that throws and catches, collects, rethrows after the native frames by keeping the exception.
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
unsafe
{
    var data = new int[] { 5, 3, 9, 1, 7, 2 }; fixed (int* p = data) Native.qsort(p, (nuint)data.Length, 4, &Cb.Compare); Console.WriteLine(string.Join(",", data) + " calls " + (Cb.Calls > 0));
    data = [4, 3, 2, 1]; Cb.Fail = true; fixed (int* p = data) Native.qsort(p, (nuint)data.Length, 4, &Cb.Compare); try { Cb.Kept?.Throw(); } catch (Exception e) { Console.WriteLine($"{e.GetType().Name} {e.Message} {e.StackTrace.Contains("Compare")}"); }
    Native.Cmp del = (a, b) => { try { if (*(int*)a == 2) throw new Exception("x"); return *(int*)a - *(int*)b; } catch (Exception) when (Cb.Filter()) { GC.Collect(); return *(int*)a - *(int*)b; } finally { Cb.Fin++; } }; data = [9, 2, 5, 1]; fixed (int* p = data) Native.qsort2(p, 4, 4, del); Console.WriteLine(string.Join(",", data) + " " + (Cb.Filters > 0) + (Cb.Fin > 0)); GC.KeepAlive(del);
    int key = 5; data = [1, 3, 5, 7]; fixed (int* p = data) { var hit = (int*)Native.bsearch(&key, p, 4, 4, &Cb.Nested); Console.WriteLine(hit - p); }
}
static class Native { public unsafe delegate int Cmp(void* a, void* b); [DllImport("libc")] public static extern unsafe void qsort(void* p, nuint n, nuint size, delegate* unmanaged<void*, void*, int> f); [DllImport("libc", EntryPoint = "qsort")] public static extern unsafe void qsort2(void* p, nuint n, nuint size, Cmp f); [DllImport("libc")] public static extern unsafe void* bsearch(void* key, void* p, nuint n, nuint size, delegate* unmanaged<void*, void*, int> f); }
static unsafe class Cb
{
    public static bool Fail; public static int Calls, Filters, Fin; public static ExceptionDispatchInfo Kept; public static bool Filter() { Filters++; return true; }
    [UnmanagedCallersOnly] public static int Compare(void* a, void* b) { Calls++; try { if (Fail && Kept == null) throw new InvalidOperationException("in callback"); } catch (Exception e) { Kept = ExceptionDispatchInfo.Capture(e); } return *(int*)a - *(int*)b; }
    [UnmanagedCallersOnly] public static int Nested(void* a, void* b) { int[] inner = [3, 2, 1]; fixed (int* p = inner) Native.qsort(p, 3, 4, &Compare); try { return inner[*(int*)b] * 0 + *(int*)a - *(int*)b; } catch (IndexOutOfRangeException) { return *(int*)a - *(int*)b; } }
}
