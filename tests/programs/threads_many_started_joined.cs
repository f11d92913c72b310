// Many threads, one after another and at once: ids are given, records go away, sums are right.
//timeout: 120
long sum = 0;
for (int i = 0; i < 1500; i++) { int n = i; var t = new Thread(() => Interlocked.Add(ref sum, n)); t.Start(); t.Join(); }
Console.WriteLine(sum);
var all = new Thread[300];
var start = new ManualResetEvent(false);
int arrived = 0;
for (int i = 0; i < all.Length; i++) { int n = i; all[i] = new Thread(() => { Interlocked.Increment(ref arrived); start.WaitOne(); var garbage = new byte[1000 + n]; Interlocked.Add(ref sum, garbage.Length); }, 128 << 10); all[i].Start(); }
while (Volatile.Read(ref arrived) < all.Length) Thread.Sleep(1);
GC.Collect();
Console.WriteLine(all.Select(t => t.ManagedThreadId).Distinct().Count());
start.Set();
foreach (var t in all) t.Join();
Console.WriteLine(sum);
Console.WriteLine(all.All(t => !t.IsAlive && t.ThreadState == ThreadState.Stopped));
// Started and forgotten: the object dies with the thread, the threads all ran.
var done = new CountdownEvent(200);
for (int i = 0; i < 200; i++) new Thread(() => done.Signal()) { IsBackground = i % 2 == 0 }.Start();
done.Wait();
Console.WriteLine(done.CurrentCount);
for (int i = 0; i < 500; i++) new Thread(() => { });   // never started
GC.Collect(); GC.WaitForPendingFinalizers();
Console.WriteLine("end");
