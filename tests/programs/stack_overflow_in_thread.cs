// The same on a thread with a small stack, from mutual recursion with an interface call between.
using System.Runtime.CompilerServices;
AppDomain.CurrentDomain.UnhandledException += (s, e) => Console.WriteLine("not an exception");
AppDomain.CurrentDomain.ProcessExit += (s, e) => Console.WriteLine("no exit event");
Console.WriteLine("start");
var t = new Thread(() => { try { ((IStep)new A()).Go(1); } finally { Console.WriteLine("no finally"); } }, 256 * 1024);
t.Start(); t.Join(); Console.WriteLine("never");
interface IStep { int Go(int n); }
class A : IStep { [MethodImpl(MethodImplOptions.NoInlining)] public int Go(int n) => n < 0 ? 0 : B.Run(this, n + 1) + 1; }
static class B { [MethodImpl(MethodImplOptions.NoInlining)] public static int Run(IStep s, int n) { var r = s.Go(n + 1); return r + n; } }
