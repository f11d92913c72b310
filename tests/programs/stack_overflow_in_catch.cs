//mode: skip-stress
// Endless recursion through catch blocks: the unwinder itself meets the end of the stack.
using System.Runtime.CompilerServices;
Console.WriteLine("start"); Console.Out.Flush();
Catch(0);
[MethodImpl(MethodImplOptions.NoInlining)] static int Catch(int n) { try { throw new Exception("x"); } catch (Exception) { return Catch(n + 1) + 1; } }
