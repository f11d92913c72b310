// AsyncLocal, ExecutionContext, SynchronizationContext: what flows into tasks, threads, timers, the pool; what does not; notifications; suppression.
var local = new AsyncLocal<string?>(); var log = new List<string>();
local.Value = "main";
await Task.Run(() => { Console.WriteLine(local.Value); local.Value = "inner"; }); Console.WriteLine(local.Value);
async Task Child() { local.Value = "child"; await Task.Yield(); Console.WriteLine(local.Value); } await Child(); Console.WriteLine(local.Value);
var t = new Thread(() => Console.WriteLine("thread " + local.Value)); t.Start(); t.Join();
var u = new Thread(() => Console.WriteLine("unsafe " + (local.Value ?? "null"))); u.UnsafeStart(); u.Join();
var done = new ManualResetEventSlim(); ThreadPool.QueueUserWorkItem(_ => { Console.WriteLine("pool " + local.Value); done.Set(); }); done.Wait(); done.Reset();
ThreadPool.UnsafeQueueUserWorkItem(_ => { Console.WriteLine("unsafe pool " + (local.Value ?? "null")); done.Set(); }, null); done.Wait();
Task<string> unflowed; using (ExecutionContext.SuppressFlow()) { Console.WriteLine(ExecutionContext.IsFlowSuppressed()); unflowed = Task.Run(() => local.Value ?? "null"); } Console.WriteLine(await unflowed);
var ctx = ExecutionContext.Capture()!; local.Value = "changed"; ExecutionContext.Run(ctx, s => { Console.WriteLine(s + " " + local.Value); local.Value = "lost"; }, "captured"); Console.WriteLine(local.Value); ExecutionContext.Restore(ctx); Console.WriteLine(local.Value);
try { ExecutionContext.Run(null!, _ => { }, null); } catch (InvalidOperationException e) { Console.WriteLine(e.Message); }
var noted = new AsyncLocal<int>(a => { lock (log) log.Add($"{a.PreviousValue}>{a.CurrentValue}{(a.ThreadContextChanged ? "*" : "")}"); });
noted.Value = 1; noted.Value = 1; noted.Value = 2; await Task.Run(async () => { noted.Value = 3; await Task.Yield(); }); lock (log) Console.WriteLine(string.Join(" ", log.Take(2)) + " " + log.Any(x => x.EndsWith('*')) + " " + noted.Value);
for (int n = 1; n <= 12; n++) { var many = Enumerable.Range(0, n).Select(i => new AsyncLocal<int> { Value = i + 1 }).ToArray(); int sum = await Task.Run(() => many.Sum(m => m.Value)); many[0].Value = 0; Console.Write(sum + ":" + many.Sum(m => m.Value) + " "); } Console.WriteLine();
// A synchronization context of our own: continuations come back to it unless ConfigureAwait(false).
var pump = new Pump(); int id = 0; pump.Run(async () => { id = Environment.CurrentManagedThreadId; await Task.Delay(1); Console.WriteLine("back " + (id == Environment.CurrentManagedThreadId) + " " + (SynchronizationContext.Current == pump)); await Task.Delay(1).ConfigureAwait(false); Console.WriteLine("away " + (id != Environment.CurrentManagedThreadId) + " " + (SynchronizationContext.Current == null)); });
pump.Run(async () => { await Task.Run(() => { }).ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext); Console.WriteLine(id == Environment.CurrentManagedThreadId); await Task.FromException(new Exception("x")).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); Console.WriteLine("suppressed"); });
var progress = new List<int>(); pump.Run(async () => { var p = new Progress<int>(progress.Add); for (int i = 0; i < 3; i++) ((IProgress<int>)p).Report(i); await Task.Delay(5); }); Console.WriteLine(string.Join(",", progress) + " posts " + (pump.Posts > 3));
pump.Run(() => { var scheduler = TaskScheduler.FromCurrentSynchronizationContext(); return Task.Run(() => 5).ContinueWith(x => Console.WriteLine("scheduled " + (SynchronizationContext.Current == pump) + x.Result), scheduler); });
new SynchronizationContext().Send(_ => Console.WriteLine("sent"), null); done.Reset(); new SynchronizationContext().Post(_ => done.Set(), null); done.Wait(); Console.WriteLine(SynchronizationContext.Current == null);
static class Out { } class Pump : SynchronizationContext
{
    readonly System.Collections.Concurrent.BlockingCollection<(SendOrPostCallback, object?)> queue = []; public int Posts;
    public override void Post(SendOrPostCallback d, object? state) { Interlocked.Increment(ref Posts); queue.Add((d, state)); }
    public void Run(Func<Task> body) { var old = Current; SetSynchronizationContext(this); var task = body(); var stop = false; task.ContinueWith(_ => queue.Add((_ => stop = true, null)), TaskScheduler.Default); while (!stop) { var (d, s) = queue.Take(); d(s); } SetSynchronizationContext(old); task.GetAwaiter().GetResult(); }
}
