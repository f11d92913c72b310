// An exception that leaves a finalizer ends the process with its text.
using System.Runtime.CompilerServices;
Console.WriteLine("start"); Make(); GC.Collect(); GC.WaitForPendingFinalizers(); Thread.Sleep(3000); Console.WriteLine("never");
[MethodImpl(MethodImplOptions.NoInlining)] static void Make() { for (int i = 0; i < 10; i++) new Bad(); }
class Bad { ~Bad() => throw new InvalidOperationException("in finalizer"); }
