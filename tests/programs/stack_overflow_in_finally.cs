//mode: skip-stress
// Endless recursion through finally blocks: the stack ends with many exceptions in flight.
using System.Runtime.CompilerServices;
Console.WriteLine("start"); Console.Out.Flush();
try { Finally(0); } catch { Console.WriteLine("never"); }
[MethodImpl(MethodImplOptions.NoInlining)] static int Finally(int n) { int r = 0; try { throw new Exception("x"); } finally { r += Finally(n + 1); } return r; }
