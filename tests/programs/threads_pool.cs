// The pool: items, limits, registered waits, starvation, global and local queues, blocking items, counts.
Console.WriteLine(ThreadPool.SetMinThreads(0, 0) + " " + ThreadPool.SetMaxThreads(0, 0));
ThreadPool.GetMinThreads(out int minW, out int minIo); ThreadPool.GetMaxThreads(out int maxW, out int maxIo); ThreadPool.GetAvailableThreads(out int avW, out int avIo);
Console.WriteLine($"{minW == Environment.ProcessorCount} {minIo} {maxW} {maxIo} {avW <= maxW} {avIo}");
Console.WriteLine(ThreadPool.SetMinThreads(4, 4) + " " + ThreadPool.SetMaxThreads(3, 3) + " " + ThreadPool.SetMaxThreads(200, 200));
ThreadPool.GetMinThreads(out minW, out _); ThreadPool.GetMaxThreads(out maxW, out _); Console.WriteLine(minW + " " + maxW);
var done = new CountdownEvent(1000); long sum = 0; int notPool = 0;
for (int i = 0; i < 1000; i++) { int n = i; ThreadPool.QueueUserWorkItem(_ => { if (!Thread.CurrentThread.IsThreadPoolThread || !Thread.CurrentThread.IsBackground) Interlocked.Increment(ref notPool); Interlocked.Add(ref sum, n); done.Signal(); }); }
done.Wait(); Console.WriteLine(sum + " " + notPool);
done.Reset(100);
for (int i = 0; i < 100; i++) ThreadPool.QueueUserWorkItem<(int, string)>(t => { Interlocked.Add(ref sum, t.Item1 + t.Item2.Length); done.Signal(); }, (i, "abc"), preferLocal: i % 2 == 0);
done.Wait(); Console.WriteLine(sum);
done.Reset(50); for (int i = 0; i < 50; i++) ThreadPool.UnsafeQueueUserWorkItem(new Item(done), i % 2 == 0); done.Wait();
done.Reset(1); ThreadPool.UnsafeQueueUserWorkItem(o => { Console.WriteLine("state " + o); done.Signal(); }, 5); done.Wait();
// More blocked items than threads: the pool adds threads, the last item releases the others.
var gate = new ManualResetEventSlim(); done.Reset(7); for (int i = 0; i < 6; i++) ThreadPool.QueueUserWorkItem(_ => { gate.Wait(); done.Signal(); });
ThreadPool.QueueUserWorkItem(_ => { gate.Set(); done.Signal(); }); done.Wait(); Console.WriteLine("released");
// Tasks that wait for tasks.
int Nested(int depth) => depth == 0 ? 1 : Task.Run(() => Nested(depth - 1)).Result + 1;
Console.WriteLine(Nested(6));
// Registered waits.
var ev = new AutoResetEvent(false); var hits = new CountdownEvent(3); int timeouts = 0;
var reg = ThreadPool.RegisterWaitForSingleObject(ev, (s, timedOut) => { if (timedOut) Interlocked.Increment(ref timeouts); else if (!hits.IsSet) hits.Signal(); }, "s", -1, false);
for (int i = 3; i > 0; i--) { ev.Set(); while (hits.CurrentCount == i) Thread.Yield(); }
hits.Wait(); Console.WriteLine("hits " + hits.CurrentCount + " " + reg.Unregister(null) + " " + reg.Unregister(null));
var tick = new ManualResetEventSlim(); var reg2 = ThreadPool.RegisterWaitForSingleObject(new ManualResetEvent(false), (s, timedOut) => { Console.WriteLine(s + " " + timedOut); tick.Set(); }, "timed out", 5, true); tick.Wait(); reg2.Unregister(null);
var signalled = new ManualResetEvent(true); var once = new CountdownEvent(1); var reg3 = ThreadPool.RegisterWaitForSingleObject(signalled, (s, t) => once.Signal(), null, Timeout.Infinite, true); once.Wait(); Console.WriteLine("once " + t(reg3)); static bool t(RegisteredWaitHandle r) => r.Unregister(null);
var unreg = new ManualResetEvent(false); var reg4 = ThreadPool.RegisterWaitForSingleObject(new AutoResetEvent(false), (_, _) => { }, null, -1, false); reg4.Unregister(unreg); Console.WriteLine(unreg.WaitOne(5000));
var many = new CountdownEvent(100); var handles = Enumerable.Range(0, 100).Select(_ => new AutoResetEvent(false)).ToArray(); var regs = handles.Select(h => ThreadPool.RegisterWaitForSingleObject(h, (_, _) => many.Signal(), null, -1, true)).ToArray(); foreach (var h in handles) h.Set(); many.Wait(); foreach (var r in regs) r.Unregister(null); Console.WriteLine("many " + many.CurrentCount);
try { ThreadPool.QueueUserWorkItem(null!); } catch (ArgumentNullException e) { Console.WriteLine(e.ParamName); }
try { ThreadPool.RegisterWaitForSingleObject(ev, (_, _) => { }, null, -2, true); } catch (ArgumentOutOfRangeException e) { Console.WriteLine(e.ParamName); }
Console.WriteLine((ThreadPool.CompletedWorkItemCount > 1000) + " " + (ThreadPool.ThreadCount > 0) + " " + (ThreadPool.PendingWorkItemCount >= 0));
// The pool resets names, culture and background flags between items.
for (int i = 0; i < 20; i++) { done.Reset(1); ThreadPool.QueueUserWorkItem(_ => { if (Thread.CurrentThread.Priority != ThreadPriority.Normal || !Thread.CurrentThread.IsBackground) Console.WriteLine("dirty"); Thread.CurrentThread.Priority = ThreadPriority.Lowest; Thread.CurrentThread.IsBackground = false; done.Signal(); }); done.Wait(); }
Console.WriteLine("clean");
class Item(CountdownEvent done) : IThreadPoolWorkItem { public void Execute() => done.Signal(); }
