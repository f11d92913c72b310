//native: mixed.c
//mode: skip-full (optimised frames keep stale words, which the collector takes for references)
// Native code keeps a function pointer whose delegate was collected: the process ends with a message when it calls.
using System.Runtime.CompilerServices; using System.Runtime.InteropServices;
static class P
{
    delegate int Unary(int x); [DllImport("mixed")] static extern void keep_callback(Unary f); [DllImport("mixed")] static extern int call_kept(int x);
    class Box { public int K; public int Times(int x) => x * K; }
    [MethodImpl(MethodImplOptions.NoInlining)] static void Give(int k) { Unary f = new Box { K = k }.Times; keep_callback(f); Console.WriteLine(call_kept(5)); GC.KeepAlive(f); }
    [MethodImpl(MethodImplOptions.NoInlining)] static void Clean(int n) { Span<byte> s = stackalloc byte[2000]; s.Clear(); if (n > 0) Clean(n - 1); }
    static void Main()
    {
        var t = new Thread(() => { for (int i = 0; i < 5; i++) Give(i); }); t.Start(); t.Join(); Clean(20);
        for (int i = 0; i < 3; i++) { GC.Collect(); GC.WaitForPendingFinalizers(); }
        Console.WriteLine("calling"); try { Console.WriteLine(call_kept(5)); } catch (Exception) { Console.WriteLine("caught"); }
    }
}
