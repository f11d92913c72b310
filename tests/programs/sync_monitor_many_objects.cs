// Many objects locked by several threads: contention inflates them, dead ones give their entry back, nothing is lost.
//timeout: 300
using System.Runtime.CompilerServices;
const int Threads = 4, Rounds = 400;
long total = 0;
for (int round = 0; round < 3; round++)
{
    var cells = new Cell[64];
    for (int i = 0; i < cells.Length; i++) { cells[i] = new Cell(); if (i % 3 == 0) RuntimeHelpers.GetHashCode(cells[i]); }
    var ts = Enumerable.Range(0, Threads).Select(n => new Thread(() =>
    {
        var random = new Random(n);
        for (int i = 0; i < Rounds; i++)
        {
            var a = cells[random.Next(cells.Length)];
            lock (a) { a.Value++; if (i % 64 == 0) { _ = new byte[2000]; Thread.Yield(); } if (i % 97 == 0) Monitor.Wait(a, 0); a.Value++; Monitor.PulseAll(a); }
        }
    })).ToArray();
    foreach (var t in ts) t.Start();
    if (round == 1) GC.Collect();
    foreach (var t in ts) t.Join();
    total += cells.Sum(c => (long)c.Value);
}
Console.WriteLine(total == 3L * Threads * Rounds * 2);
// Two hundred thousand objects that were each locked, hashed and waited on; then thrown away.
for (int round = 0; round < 4; round++)
{
    var many = new object[5000];
    for (int i = 0; i < many.Length; i++) { many[i] = new object(); lock (many[i]) { Monitor.Wait(many[i], 0); _ = many[i].GetHashCode(); } }
    GC.Collect();
    int entered = 0;
    foreach (var o in many) if (Monitor.TryEnter(o)) { entered++; Monitor.Exit(o); }
    Console.WriteLine(entered + " " + many.Select(o => o.GetHashCode()).Distinct().Count() / 4990);
}
// Inversion-free nested locks and a producer and consumer over one monitor.
var queue = new Queue<int>();
int sum = 0;
var consumers = Enumerable.Range(0, 3).Select(_ => new Thread(() =>
{
    while (true)
    {
        int item;
        lock (queue) { while (queue.Count == 0) Monitor.Wait(queue); item = queue.Dequeue(); }
        if (item < 0) return;
        Interlocked.Add(ref sum, item);
    }
})).ToArray();
foreach (var c in consumers) c.Start();
for (int i = 1; i <= 200; i++) lock (queue) { queue.Enqueue(i); Monitor.Pulse(queue); }
for (int i = 0; i < 3; i++) lock (queue) { queue.Enqueue(-1); Monitor.PulseAll(queue); }
foreach (var c in consumers) c.Join();
Console.WriteLine(sum);
class Cell { public int Value; }
