//mode: skip-stress
// Endless recursion through filter blocks: the stack ends with many exceptions in flight.
using System.Runtime.CompilerServices;
Console.WriteLine("start"); Console.Out.Flush();
Filter(0);
[MethodImpl(MethodImplOptions.NoInlining)] static int Filter(int n) { int r = 0; try { throw new Exception("x"); } catch (Exception) when (Filter(n + 1) > 0) { r = 1; } finally { r++; } return r; }
