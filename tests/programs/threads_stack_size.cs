// Default and requested stack sizes hold what they promise; 1 MB of stackalloc on a default thread; deep recursion on a large one.
using System.Runtime.CompilerServices;
static unsafe long Use(int bytes) { byte* p = stackalloc byte[bytes]; long s = 0; for (int i = 0; i < bytes; i += 4096) { p[i] = (byte)i; s += p[i] + 1; } return s; }
[MethodImpl(MethodImplOptions.NoInlining)] static int Depth(int n) { Span<long> pad = stackalloc long[8]; pad[n & 7] = n; return n == 0 ? 0 : 1 + Depth(n - 1) + (int)(pad[n & 7] - n); }
void On(int size, string name, Func<object> f) { object? r = null; var t = size < 0 ? new Thread(() => r = f()) : new Thread(() => r = f(), size); t.Start(); t.Join(); Console.WriteLine(name + " " + r); }
On(-1, "default", () => Use(1 << 20));
On(0, "zero", () => Use(1 << 20));
On(16 << 20, "16 MB", () => Use(15 << 20));
On(64 << 20, "deep", () => Depth(300000));
On(256 << 10, "256 KB", () => Use(100 << 10));
Console.WriteLine("main " + Use(4 << 20));
Console.WriteLine("pool " + Task.Run(() => Use(1 << 20)).Result);
On(-1, "ensure", () => { RuntimeHelpers.EnsureSufficientExecutionStack(); return RuntimeHelpers.TryEnsureSufficientExecutionStack(); });
On(-1, "insufficient", () => { int depth = 0; void Down() { RuntimeHelpers.EnsureSufficientExecutionStack(); depth++; Down(); } try { Down(); } catch (InsufficientExecutionStackException e) { return e.Message + (depth > 100); } return "?"; });
