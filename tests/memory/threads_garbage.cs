//peak: 200
//timeout: 120
// Four threads make garbage at the same time.
var threads = new Thread[4];
long total = 0;
for (int t = 0; t < threads.Length; t++)
{
    threads[t] = new Thread(() =>
    {
        long sum = 0;
        var ring = new object[1000];
        for (int i = 0; i < 20_000_000; i++) { var s = new Item(i); ring[i % ring.Length] = s; sum += s.Value & 1; }
        Interlocked.Add(ref total, sum);
    });
    threads[t].Start();
}
foreach (var thread in threads) thread.Join();
Console.WriteLine(total);

sealed class Item(long value) { public readonly long Value = value; public object? Other; }
