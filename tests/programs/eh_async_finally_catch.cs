// Async methods whose try/catch/finally/using/lock-like code awaits in every region; exceptions through Task, ValueTask, async iterators, WhenAll, continuations, cancellation.
static async Task Say(string s) { await Task.Yield(); Console.WriteLine(s); }
static async Task<int> Fail(string m, int d = 0) { if (d > 0) await Task.Delay(d); else await Task.Yield(); throw new InvalidOperationException(m); }
static async Task<int> Regions(int n)
{
    int r = 0;
    try
    {
        try { await Say("try " + n); if (n == 1) throw new ArgumentException("one"); if (n == 2) r += await Fail("two"); if (n == 3) return 33; r++; }
        catch (ArgumentException e) when (e.Message == "one") { await Say("catch " + e.Message); r += 10; if (n == 1) throw; }
        finally { await Say("finally inner"); r += 100; }
    }
    catch (InvalidOperationException e) { await Say("outer catch " + e.Message); r += 1000; }
    catch (Exception e) { await Say("outer general " + e.Message); r += await Task.FromResult(5000); }
    finally { try { await Fail("in finally"); } catch (Exception e) { await Say("finally caught " + e.Message); } }
    return r;
}
for (int i = 0; i < 4; i++) Console.WriteLine($"regions {i} = {await Regions(i)}");
static async ValueTask<string> Loop() { var s = ""; for (int i = 0; i < 5; i++) { try { await Task.Yield(); if (i == 1) continue; if (i == 3) break; s += i; } finally { await Task.Yield(); s += "f"; } } return s; }
Console.WriteLine(await Loop());
await using (var a = new Res("a")) { await using var b = new Res("b"); Console.WriteLine("body"); }
try { await using var c = new Res("c"); throw new Exception("body throws"); } catch (Exception e) { Console.WriteLine(e.Message); }
try { await using var c = new Res("d", true); throw new Exception("body throws"); } catch (Exception e) { Console.WriteLine(e.Message); }
static async IAsyncEnumerable<int> Gen(int n, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken t = default)
{ try { for (int i = 0; i < n; i++) { await Task.Yield(); t.ThrowIfCancellationRequested(); yield return i; if (i == 7) throw new Exception("gen"); } } finally { await Say("gen finally"); } }
await foreach (var x in Gen(3)) Console.WriteLine("item " + x);
await foreach (var x in Gen(30)) { if (x == 2) break; }
try { await foreach (var x in Gen(30)) Console.Write(x); } catch (Exception e) { Console.WriteLine(" " + e.Message); }
var cts = new CancellationTokenSource();
try { await foreach (var x in Gen(30).WithCancellation(cts.Token)) { Console.Write(x); if (x == 4) cts.Cancel(); } } catch (OperationCanceledException e) { Console.WriteLine(" cancelled " + (e.CancellationToken == cts.Token)); }
var all = Task.WhenAll(Fail("w1"), Fail("w2", 5), Task.FromResult(1));
try { await all; } catch (Exception e) { Console.WriteLine($"{e.Message} {all.Exception.InnerExceptions.Count} {all.Status} {string.Join(",", all.Exception.InnerExceptions.Select(x => x.Message))}"); }
try { Fail("sync wait").Wait(); } catch (AggregateException e) { Console.WriteLine(e.Message + " | " + e.InnerException.GetType().Name); }
try { Fail("result").GetAwaiter().GetResult(); } catch (Exception e) { Console.WriteLine(e.GetType().Name + " " + e.Message); }
var t1 = Fail("cont"); Console.WriteLine(await t1.ContinueWith(t => t.IsFaulted + " " + t.Exception.InnerException.Message + " " + t.Status));
var canceled = Task.FromCanceled<int>(new CancellationToken(true)); try { await canceled; } catch (TaskCanceledException e) { Console.WriteLine(e.Message + " " + (e.Task == canceled)); }
var tcs = new TaskCompletionSource<int>(); tcs.SetException(new Exception[] { new FormatException("f1"), new Exception("f2") }); try { await tcs.Task; } catch (Exception e) { Console.WriteLine(e.Message + " " + tcs.Task.Exception.InnerExceptions.Count); }
Console.WriteLine(tcs.TrySetResult(1)); try { tcs.SetResult(2); } catch (InvalidOperationException e) { Console.WriteLine(e.Message); }
var suppressed = Fail("no throw"); await ((Task)suppressed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); Console.WriteLine(suppressed.IsFaulted);
try { await Task.Run(() => { object o = null; return o.GetHashCode(); }); } catch (NullReferenceException e) { Console.WriteLine(e.Message); }
try { await Task.Run(async () => await Fail("unwrapped")); } catch (Exception e) { Console.WriteLine(e.Message); }
try { await Fail("timeout", 1).WaitAsync(TimeSpan.FromSeconds(20)); } catch (Exception e) { Console.WriteLine(e.Message); }
try { await new TaskCompletionSource().Task.WaitAsync(TimeSpan.FromMilliseconds(5)); } catch (TimeoutException e) { Console.WriteLine(e.Message); }
static async Task Arg(string s) { ArgumentNullException.ThrowIfNull(s); await Task.Yield(); }
var at = Arg(null); Console.WriteLine(at.IsFaulted); try { await at; } catch (ArgumentNullException e) { Console.WriteLine(e.ParamName); }
try { await Task.WhenEach(Fail("each")).GetAsyncEnumerator().MoveNextAsync(); Console.WriteLine("each ok"); } catch (Exception e) { Console.WriteLine(e.Message); }
Func<Task> lambda = async () => { await using var r = new Res("lambda"); try { await Fail("lambda"); } catch when (DateTime.Now.Year > 2000) { await Say("lambda catch"); throw new Exception("from lambda"); } };
try { await lambda(); } catch (Exception e) { Console.WriteLine(e.Message); }
var deep = 0; async Task Deep(int n) { try { if (n == 0) throw new Exception("bottom"); await Deep(n - 1); } finally { deep++; await Task.CompletedTask; } } try { await Deep(200); } catch (Exception e) { Console.WriteLine(e.Message + " " + deep); }
class Res(string n, bool bad = false) : IAsyncDisposable { public async ValueTask DisposeAsync() { await Task.Yield(); Console.WriteLine("disposed " + n); if (bad) throw new Exception("bad dispose " + n); } }
