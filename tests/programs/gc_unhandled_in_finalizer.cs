// An exception that leaves a finalizer ends the process.
AppDomain.CurrentDomain.UnhandledException += (s, e) => Console.WriteLine("event: " + ((Exception)e.ExceptionObject).Message + " " + Thread.CurrentThread.IsBackground + " " + Thread.CurrentThread.IsThreadPoolThread);
Make();
for (int i = 0; i < 100; i++) { GC.Collect(); GC.WaitForPendingFinalizers(); Thread.Sleep(10); }
Console.WriteLine("not reached");
[System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
static void Make() { for (int i = 0; i < 20; i++) new Bad(); }
class Bad { ~Bad() => throw new ArithmeticException("in a finalizer"); }
