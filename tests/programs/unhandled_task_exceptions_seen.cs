//mode: skip-full (optimised frames keep stale words, which the collector takes for references)
// Exceptions of tasks nobody looked at: UnobservedTaskException with SetObserved, observed ones stay silent, awaited and waited and continued ones count as observed; the process goes on.
using System.Runtime.CompilerServices;
static class P
{
    static int seen; static readonly List<string> messages = new();
    [MethodImpl(MethodImplOptions.NoInlining)] static void Lose(int n) { for (int i = 0; i < n; i++) { var t = Task.Run(() => throw new InvalidOperationException("lost")); while (!t.IsCompleted) Thread.Yield(); } }
    [MethodImpl(MethodImplOptions.NoInlining)] static void Observe() { var t = Task.Run(() => throw new FormatException("waited")); try { t.Wait(); } catch (AggregateException) { } var u = Task.FromException(new FormatException("looked at")); _ = u.Exception; var v = Task.Run(() => throw new FormatException("continued")); v.ContinueWith(x => x.Exception).Wait(); async Task A() { try { await Task.Run(() => throw new FormatException("awaited")); } catch (FormatException) { } } A().Wait(); var c = Task.FromCanceled(new CancellationToken(true)); }
    static void Away(Action a) { var t = new Thread(() => a()); t.Start(); t.Join(); t = new Thread(() => { Span<byte> s = stackalloc byte[100_000]; s.Fill(1); }); t.Start(); t.Join(); }
    static void Main()
    {
        TaskScheduler.UnobservedTaskException += (s, e) => { lock (messages) { seen++; messages.Add($"{e.Exception.InnerException!.GetType().Name} {e.Exception.InnerException.Message} {e.Observed} {s is Task}"); e.SetObserved(); messages.Add("" + e.Observed); } };
        Away(() => Lose(20)); Away(Observe);
        for (int i = 0; i < 20 && Volatile.Read(ref seen) < 15; i++) { GC.Collect(); GC.WaitForPendingFinalizers(); }
        lock (messages) { Console.WriteLine(seen >= 15); foreach (var m in messages.Distinct()) Console.WriteLine(m); } Console.WriteLine("goes on");
    }
}
