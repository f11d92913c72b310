//native: callbacks.c
using System.Runtime.InteropServices;
// Nobody on a thread of C can catch: the program ends.
AppDomain.CurrentDomain.UnhandledException += (s, e) => Console.WriteLine("event " + ((Exception)e.ExceptionObject).Message + " " + e.IsTerminating);
N.on_threads(x => { if (x == 1) throw new InvalidOperationException("nobody catches this"); return x; }, 1, 3);
Console.WriteLine("not reached");
static class N { public delegate int Unary(int x); [DllImport("callbacks")] public static extern long on_threads(Unary f, int threads, int calls); }
