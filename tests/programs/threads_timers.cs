// Timer, PeriodicTimer, System.Timers.Timer, Task.Delay, CancelAfter: order by due time, change, dispose, cancellation.
var log = new List<string>(); var done = new CountdownEvent(3);
void Add(string s) { lock (log) log.Add(s); done.Signal(); }
using (var a = new Timer(_ => Add("500"), null, 500, -1)) using (var b = new Timer(_ => Add("10"), null, 10, -1)) using (var c = new Timer(_ => Add("250"), null, 250, -1)) done.Wait();
Console.WriteLine(string.Join(" ", log));
int ticks = 0; var three = new ManualResetEventSlim(); var periodic = new Timer(_ => { if (Interlocked.Increment(ref ticks) == 3) three.Set(); }, null, 1, 2); three.Wait();
var gone = new ManualResetEvent(false); Console.WriteLine(periodic.Dispose(gone) + " " + gone.WaitOne() + " " + periodic.Dispose(gone));
int after = ticks; Thread.Sleep(10); Console.WriteLine(after == ticks);
try { periodic.Change(1, 1); Console.WriteLine("changed"); } catch (ObjectDisposedException) { Console.WriteLine("disposed"); }
var changed = new CountdownEvent(1); var never = new Timer(_ => changed.Signal()); Console.WriteLine(changed.Wait(5) + " " + never.Change(1, Timeout.Infinite) + " " + changed.Wait(5000)); never.Dispose();
var state = new CountdownEvent(1); object? got = null; Timer self = null!; self = new Timer(s => { got = s; self?.Dispose(); state.Signal(); }, "state", 5, 5); state.Wait(); Console.WriteLine(got);
try { new Timer(_ => { }, null, -2, 0); } catch (ArgumentOutOfRangeException e) { Console.WriteLine(e.ParamName); }
try { new Timer(null!, null, 0, 0); } catch (ArgumentNullException e) { Console.WriteLine(e.ParamName); }
var pt = new PeriodicTimer(TimeSpan.FromMilliseconds(1)); int n = 0; while (n < 5 && await pt.WaitForNextTickAsync()) n++; pt.Dispose(); Console.WriteLine(n + " " + await pt.WaitForNextTickAsync());
using (var cts = new CancellationTokenSource(3)) { using var slow = new PeriodicTimer(TimeSpan.FromHours(1)); try { await slow.WaitForNextTickAsync(cts.Token); } catch (OperationCanceledException e) { Console.WriteLine(e.CancellationToken == cts.Token); } }
var order = new List<int>(); await Task.WhenAll(new[] { 600, 5, 300 }.Select(async ms => { await Task.Delay(ms); lock (order) order.Add(ms); })); Console.WriteLine(string.Join(" ", order));
var clock = System.Diagnostics.Stopwatch.StartNew(); await Task.Delay(30); Console.WriteLine(clock.ElapsedMilliseconds >= 29);
clock.Restart(); Thread.Sleep(30); Console.WriteLine(clock.ElapsedMilliseconds >= 29);
var canceled = new CancellationTokenSource(); var delay = Task.Delay(100000, canceled.Token); canceled.CancelAfter(2); try { await delay; } catch (TaskCanceledException e) { Console.WriteLine(e.Task == delay); }
Console.WriteLine(await Task.Delay(0).WaitAsync(TimeSpan.FromSeconds(1)).ContinueWith(t => t.Status)); try { await Task.Delay(-1).WaitAsync(TimeSpan.FromMilliseconds(2)); } catch (TimeoutException e) { Console.WriteLine(e.Message); }
var st = new System.Timers.Timer(2) { AutoReset = false }; var fired = new ManualResetEventSlim(); st.Elapsed += (s, e) => { Console.WriteLine(s == st); fired.Set(); }; st.Start(); fired.Wait(); Console.WriteLine(st.Enabled);
var local = new AsyncLocal<string> { Value = "flows" }; var flow = new ManualResetEventSlim(); using (new Timer(_ => { Console.WriteLine(local.Value); flow.Set(); }, null, 1, -1)) flow.Wait();
int many = 0; var all = new CountdownEvent(500); var keep = Enumerable.Range(0, 500).Select(i => new Timer(_ => { Interlocked.Increment(ref many); all.Signal(); }, null, i % 10, -1)).ToArray(); all.Wait(); Console.WriteLine(many + " " + Timer.ActiveCount); GC.KeepAlive(keep);
// A timer that nobody refers to is collected; one in a Task.Delay is not.
Drop(); for (int i = 0; i < 3; i++) { GC.Collect(); GC.WaitForPendingFinalizers(); } Console.WriteLine("end");
static void Drop() { _ = new Timer(_ => Console.WriteLine("must not fire"), null, 2000, 1); }
