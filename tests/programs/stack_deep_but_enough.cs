// Deep recursion that fits: 1 MB stackalloc, EnsureSufficientExecutionStack, TryEnsure, InsufficientExecutionStackException, threads with given stack sizes, exceptions thrown through thousands of frames with finally blocks.
using System.Runtime.CompilerServices;
Console.WriteLine(Alloc(1_000_000)); Console.WriteLine(Depth(20000)); int fin = 0;
try { Thrower(3000); } catch (InvalidOperationException e) { Console.WriteLine($"{e.Message} {fin} {e.StackTrace.Split('\n').Count(l => l.Contains("Thrower"))}"); }
try { Ensure(0); } catch (InsufficientExecutionStackException e) { Console.WriteLine(e.Message); }
int n = 0; void Try() { n++; if (RuntimeHelpers.TryEnsureSufficientExecutionStack()) Try(); } Try(); Console.WriteLine(n > 1000);
int small = 0, large = 0; var t1 = new Thread(() => small = Count(), 256 * 1024); var t2 = new Thread(() => large = Count(), 4 * 1024 * 1024); t1.Start(); t2.Start(); t1.Join(); t2.Join(); Console.WriteLine($"{small > 100} {large > small * 4}");
var t3 = new Thread(() => { Span<byte> s = stackalloc byte[900_000]; s.Fill(1); long sum = 0; foreach (var b in s) sum += b; Console.WriteLine(sum); }); t3.Start(); t3.Join(); var t4 = new Thread(() => Console.WriteLine(Depth(100_000)), 64 << 20); t4.Start(); t4.Join();
static int Count() { int c = 0; void Go() { c++; if (RuntimeHelpers.TryEnsureSufficientExecutionStack()) Go(); } Go(); return c; }
static int Alloc(int n) { Span<byte> s = stackalloc byte[n]; s[0] = 1; s[^1] = 2; return s[0] + s[^1] + s[n / 2]; }
[MethodImpl(MethodImplOptions.NoInlining)] static int Depth(int n) => n == 0 ? 0 : 1 + Depth(n - 1);
[MethodImpl(MethodImplOptions.NoInlining)] static void Ensure(int n) { RuntimeHelpers.EnsureSufficientExecutionStack(); Ensure(n + 1); Console.Write(""); }
[MethodImpl(MethodImplOptions.NoInlining)] void Thrower(int n) { try { if (n == 0) throw new InvalidOperationException("deep"); Thrower(n - 1); } finally { fin++; } }
