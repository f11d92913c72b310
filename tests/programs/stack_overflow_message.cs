// A stack overflow ends the process with a message and SIGABRT; finally blocks and handlers do not run.
using System.Runtime.CompilerServices;
Console.WriteLine("start");
try { Console.WriteLine(Deep(1)); }
catch (Exception e) { Console.WriteLine("not caught " + e.GetType()); }
finally { Console.WriteLine("no finally"); }
[MethodImpl(MethodImplOptions.NoInlining)] static int Deep(int n) { var s = n == -1 ? 0 : Deep(n + 1); return s + n; }
