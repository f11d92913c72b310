//mode: skip-stress
// Endless recursion through catch blocks and filters: the stack holds many exceptions in flight when it ends.
using System.Runtime.CompilerServices;
Console.WriteLine("start"); Console.Out.Flush();
F(0);
[MethodImpl(MethodImplOptions.NoInlining)] static int F(int n) { try { throw new Exception("x"); } catch (Exception) { return F(n + 1) + 1; } }
