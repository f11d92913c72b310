// A finalizer that recurses for ever ends the process, too.
using System.Runtime.CompilerServices;
Console.WriteLine("start"); Make(); GC.Collect(); GC.WaitForPendingFinalizers(); Thread.Sleep(5000); Console.WriteLine("never");
[MethodImpl(MethodImplOptions.NoInlining)] static void Make() { for (int i = 0; i < 10; i++) new Bad(); }
class Bad { ~Bad() { Rec(0); } [MethodImpl(MethodImplOptions.NoInlining)] static long Rec(long n) { var r = Rec(n + 1); return r * 2 + n; } }
