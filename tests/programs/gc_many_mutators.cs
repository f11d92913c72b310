// Several threads build, change and drop graphs while collections run; every sum is right. Strings, boxed values, delegates, closures, arrays of structs.
//stress: 300
const int N = 4; var results = new long[N]; var shared = new Dictionary<int, Node>(); var gate = new object();
var ts = Enumerable.Range(0, N).Select(n => new Thread(() =>
{
    long sum = 0; var random = new Random(n + 1); Node? list = null; var window = new object[257]; var structs = new Item[100];
    for (int i = 0; i < 3000; i++)
    {
        list = new Node { Next = i % 200 == 0 ? null : list, Value = i };
        window[i % window.Length] = (i % 5) switch { 0 => i, 1 => "s" + i, 2 => new int[i % 40], 3 => (Func<int>)(() => i % 10), _ => new Node { Value = i } };
        structs[i % 100] = new Item { Name = "n" + i, Number = i, Link = list };
        if (i % 50 == 0) lock (gate) { shared[random.Next(100)] = list; }
        if (i % 100 == 99) foreach (var o in window) sum += o switch { int k => k % 7, string s => s.Length, int[] a => a.Length, Func<int> f => 1, Node x => x.Value % 11, _ => 0 };
        if (i % 500 == 499) { for (var x = list; x != null; x = x.Next) sum += x.Value % 3; foreach (var s in structs) sum += s.Name.Length + (s.Link!.Value == s.Number ? 1 : 1000); }
        if (i % 1000 == 500 + n) GC.Collect(n % 3);
    }
    results[n] = sum;
})).ToArray();
foreach (var t in ts) t.Start(); foreach (var t in ts) t.Join();
Console.WriteLine(string.Join(" ", results)); Console.WriteLine(results.Distinct().Count());
int broken = 0; foreach (var n in shared.Values) for (var x = n; x?.Next != null; x = x.Next) if (x.Next.Value != x.Value - 1) broken++; Console.WriteLine(broken);
// Old objects that get new references from all threads.
var old = new object[2000]; GC.Collect(); GC.Collect();
Parallel.For(0, 8, p => { for (int i = p; i < old.Length; i += 8) { old[i] = new string((char)('a' + i % 26), 1 + i % 5); if (i % 400 == 0) GC.Collect(0); } });
Console.WriteLine(old.Cast<string>().Select((s, i) => s.Length == 1 + i % 5 && s[0] == 'a' + i % 26).All(x => x));
// Copies of arrays with references, overlapping ones, too, while others allocate.
var stop = 0; var churn = new Thread(() => { while (Volatile.Read(ref stop) == 0) { var g = new object[100]; for (int i = 0; i < 100; i++) g[i] = new byte[64]; } }); churn.Start();
var ring = new object[5000]; for (int i = 0; i < ring.Length; i++) ring[i] = i; for (int r = 0; r < 60; r++) { Array.Copy(ring, 0, ring, 1, ring.Length - 1); ring[0] = r; Array.Copy(ring, 100, ring, 0, 2000); Array.Copy(ring, 0, ring, 100, 2000); var c = (object[])ring.Clone(); ring = c; }
Volatile.Write(ref stop, 1); churn.Join(); Console.WriteLine(ring.Sum(x => (long)(int)x));
class Node { public Node? Next; public int Value; } struct Item { public string Name; public int Number; public Node? Link; }
