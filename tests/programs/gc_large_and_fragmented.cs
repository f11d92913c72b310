// Large objects, arrays of arrays, long lists, holes of every size; memory goes back after a peak.
//stress: 5000
//timeout: 120
long Resident() { foreach (var l in File.ReadLines("/proc/self/status")) if (l.StartsWith("VmRSS:")) return long.Parse(l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) >> 10; return 0; }
var random = new Random(5); var live = new byte[200][]; long sum = 0;
for (int i = 0; i < 2000; i++) { int n = random.Next(1, 200_000); var b = new byte[n]; b[0] = 1; b[n - 1] = 2; if (n > 1) sum += b[0] + b[n - 1]; live[random.Next(live.Length)] = b; }
Console.WriteLine(sum + " " + live.All(b => b == null || b[^1] == 2));
var jagged = new int[300][]; for (int i = 0; i < jagged.Length; i++) { jagged[i] = new int[i * 20]; Array.Fill(jagged[i], i); } for (int i = 0; i < jagged.Length; i += 2) jagged[i] = null!; GC.Collect();
for (int i = 0; i < jagged.Length; i += 2) { jagged[i] = new int[i * 19]; Array.Fill(jagged[i], i); } Console.WriteLine(jagged.Sum(j => (long)j.Sum(x => (long)x)));
var nested = new object[20000]; for (int i = 0; i < nested.Length; i++) nested[i] = i % 3 == 0 ? new object[] { i, null!, "x" } : i; for (int r = 0; r < 3; r++) { GC.Collect(); for (int i = r; i < nested.Length; i += 7) nested[i] = new object[] { i }; }
Console.WriteLine(nested.Sum(o => o is object[] a ? (int)a[0] % 100 : (int)o % 100));
Node? deep = null; for (int i = 0; i < 500_000; i++) deep = new Node { Next = deep, Value = i }; GC.Collect(); long total = 0; for (var x = deep; x != null; x = x.Next) total += x.Value; Console.WriteLine(total); deep = null;
var big = new long[5_000_000]; big[^1] = 5; GC.Collect(); Console.WriteLine(big[^1] + " " + big.Length); big = null;
Peak(); for (int i = 0; i < 3; i++) GC.Collect(); GC.Collect(2, GCCollectionMode.Aggressive, true, true); long after = Resident(); Console.WriteLine(after < 150 ? "given back" : "resident " + after + " MB");
static void Peak() { var all = new List<byte[]>(); for (int i = 0; i < 300; i++) { var b = new byte[1 << 20]; Array.Fill(b, (byte)i); all.Add(b); } var small = new List<object>(); for (int i = 0; i < 500_000; i++) small.Add(new long[2]); Console.WriteLine(all.Count + small.Count); }
GC.KeepAlive(live); GC.KeepAlive(nested);
class Node { public Node? Next; public int Value; }
