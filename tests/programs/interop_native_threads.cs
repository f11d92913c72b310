//native: callbacks.c
//stress: 20
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
// Threads that the program did not make call back: they allocate, lock, throw and catch, use thread statics, and end.
var ids = new HashSet<int>(); int calls = 0; object gate = new();
long sum = N.on_threads(x => { var list = new List<string>(); for (int i = 0; i < 20; i++) list.Add("item " + x + i); lock (gate) { ids.Add(Environment.CurrentManagedThreadId); calls++; } return list.Count; }, 8, 25);
Console.WriteLine($"{sum} {calls} {ids.Count >= 1} {ids.Contains(Environment.CurrentManagedThreadId)}");
Console.WriteLine(N.on_threads(x => { try { throw new Exception("x" + x); } catch (Exception e) { return e.Message.Length; } }, 4, 10));
Console.WriteLine(N.on_threads(x => { State.Count++; return State.Count; }, 3, 4));
bool background = true, pool = false; string name = "?";
N.on_threads(x => { background &= Thread.CurrentThread.IsBackground; pool |= Thread.CurrentThread.IsThreadPoolThread; name = Thread.CurrentThread.Name ?? "none"; return 0; }, 2, 1);
Console.WriteLine($"{background} {pool} {name}");
Console.WriteLine(N.one_after_the_other(x => { GC.KeepAlive(new byte[1000]); return x; }, 100));
// Collections run while such a thread sits in C, and while many call back.
N.start_idle(x => x * 10); for (int i = 0; i < 3; i++) GC.Collect(); Console.WriteLine(N.end_idle());
bool stop = false; var collector = new Thread(() => { while (!Volatile.Read(ref stop)) { GC.Collect(0); Thread.Yield(); } }); collector.Start();
sum = N.on_threads(x => { var a = new int[50]; a[x % 50] = x; var s = string.Join(",", a); return s.Length > 0 ? a[x % 50] : 0; }, 6, 30); Volatile.Write(ref stop, true); collector.Join(); Console.WriteLine(sum);
// Waits, tasks and function pointers from there.
var done = new ManualResetEventSlim(); N.Call set = () => { Task.Run(() => done.Set()).Wait(); }; N.call_later(set); done.Wait(); Console.WriteLine("later"); GC.KeepAlive(set);
unsafe { Console.WriteLine(N.on_threads_pointer(&Twice, 4, 5)); }
Console.WriteLine(N.on_threads(x => { Monitor.Enter(gate); try { return ids.Count > 0 ? 1 : 0; } finally { Monitor.Exit(gate); } }, 5, 20));
[UnmanagedCallersOnly] static int Twice(int x) => new[] { x, x }.Sum();
static class State { [ThreadStatic] public static int Count; }
static unsafe class N {
  const string C = "callbacks"; public delegate int Unary(int x); public delegate void Call();
  [DllImport(C)] public static extern long on_threads(Unary f, int threads, int calls); [DllImport(C, EntryPoint = "on_threads")] public static extern long on_threads_pointer(delegate* unmanaged<int, int> f, int threads, int calls);
  [DllImport(C)] public static extern long one_after_the_other(Unary f, int threads); [DllImport(C)] public static extern void start_idle(Unary f); [DllImport(C)] public static extern int end_idle(); [DllImport(C)] public static extern void call_later(Call f);
}
