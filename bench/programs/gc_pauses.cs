// What a collector costs: gaps that a thread sees which does nothing but look at the clock, and how much the mutators get done meanwhile.
//   gc_pauses <live|churn|idle> <megabytes> <seconds> [mutators]
// live: a tree of that size stays reachable; mutators replace random subtrees, so that the old generation changes and grows. churn: short-lived
// objects of mixed sizes with a small live set. idle: nothing is allocated, the noise of the machine. Prints one line of JSON.
using System.Diagnostics;

string mode = args[0];
int megabytes = int.Parse(args[1]), seconds = int.Parse(args[2]), mutators = args.Length > 3 ? int.Parse(args[3]) : 1;
var forest = mode == "live" ? new Node[megabytes * 4][] : [];
if (mode == "live") for (int i = 0; i < forest.Length; i++) forest[i] = Grove(i);   // a quarter of a megabyte each
GC.Collect();
long collections = GC.CollectionCount(0), full = GC.CollectionCount(2), allocated = GC.GetTotalAllocatedBytes();
var pausedBefore = GC.GetTotalPauseDuration();
bool stop = false;
var gaps = new List<long>(1 << 16);
var clock = new Thread(() =>
{
    long last = Stopwatch.GetTimestamp(), least = Stopwatch.Frequency / 5000;   // 0.2 ms
    while (!Volatile.Read(ref stop))
    {
        long now = Stopwatch.GetTimestamp();
        if (now - last > least && gaps.Count < gaps.Capacity) gaps.Add(now - last);
        last = now;
    }
}) { Priority = ThreadPriority.Highest };
long operations = 0;
var workers = Enumerable.Range(0, mode == "idle" ? 0 : mutators).Select(n => new Thread(() =>
{
    var random = new Random(n + 1);
    long done = 0;
    var window = new object[4096];
    while (!Volatile.Read(ref stop))
    {
        if (mode == "live" && done % 64 == 0) Replace(forest[random.Next(forest.Length)], random);
        window[done % window.Length] = (done % 4) switch { 0 => new Node(), 1 => new byte[random.Next(16, 400)], 2 => "text" + done, _ => new object[random.Next(1, 20)] };
        done++;
    }
    Interlocked.Add(ref operations, done);
})).ToArray();
clock.Start();
var time = Stopwatch.StartNew();
foreach (var w in workers) w.Start();
Thread.Sleep(seconds * 1000);
Volatile.Write(ref stop, true);
foreach (var w in workers) w.Join();
double elapsed = time.Elapsed.TotalSeconds;
clock.Join();
gaps.Sort();
double Ms(long ticks) => Math.Round(ticks * 1000.0 / Stopwatch.Frequency, 2);
double At(double share) => gaps.Count == 0 ? 0 : Ms(gaps[Math.Min(gaps.Count - 1, (int)(gaps.Count * share))]);
long sum = 0;
foreach (var grove in forest) foreach (var node in grove) sum += node.Value >= 0 ? 1 : 0;
Console.WriteLine(FormattableString.Invariant($"{{\"mode\": \"{mode}\", \"gaps\": {gaps.Count}, \"p50\": {At(0.5)}, \"p99\": {At(0.99)}, \"max\": {At(1)}, \"stalled_percent\": {Math.Round(gaps.Sum() * 100.0 / Stopwatch.Frequency / elapsed, 1)}, \"operations_per_second\": {(long)(operations / elapsed)}, \"allocated_mb_per_second\": {(long)((GC.GetTotalAllocatedBytes() - allocated) / elapsed / 1048576)}, \"collections\": {GC.CollectionCount(0) - collections}, \"full\": {GC.CollectionCount(2) - full}, \"own_pause_ms\": {Math.Round((GC.GetTotalPauseDuration() - pausedBefore).TotalMilliseconds, 1)}, \"live_ok\": {(sum == 4096L * forest.Length ? "true" : "false")}}}"));

static Node[] Grove(int n)
{
    var grove = new Node[4096];
    for (int i = 0; i < grove.Length; i++) grove[i] = new Node { Value = i, Left = i > 0 ? grove[i / 2] : null, Right = i > 0 ? grove[i - 1] : null };
    return grove;
}
static void Replace(Node[] grove, Random random)
{
    for (int k = 0; k < 16; k++) { int i = random.Next(grove.Length); grove[i] = new Node { Value = i, Left = grove[i].Left, Right = grove[random.Next(grove.Length)].Left }; }
}
class Node { public Node? Left, Right; public long Value, A, B; }
