// Parallel LINQ: joins, groups, sorting and zipping of numbers, strings and value tuples, ordered and not. Its operators instantiate each other over pairs of keys without end.
//mode: skip-full, skip-stress
//timeout: 120
var people = new[] { (Id: 1, Name: "Ada"), (Id: 2, Name: "Bob"), (Id: 3, Name: "Cid") };
var orders = new[] { (Who: 1, What: "pen"), (Who: 3, What: "ink"), (Who: 1, What: "pad") };
Console.WriteLine(string.Join(",", people.AsParallel().Join(orders.AsParallel(), p => p.Id, o => o.Who, (p, o) => p.Name + ":" + o.What).OrderBy(s => s, StringComparer.Ordinal)));
Console.WriteLine(string.Join(",", people.AsParallel().AsOrdered().GroupJoin(orders.AsParallel().AsOrdered(), p => p.Id, o => o.Who, (p, os) => p.Name + os.Count())));
Console.WriteLine(string.Join(",", Enumerable.Range(0, 100).AsParallel().GroupBy(x => x % 7).OrderBy(g => g.Key).Select(g => g.Key + "=" + g.Sum())));
Console.WriteLine(string.Join(",", Enumerable.Range(0, 10).AsParallel().AsOrdered().Zip(Enumerable.Range(5, 10).AsParallel().AsOrdered(), (a, b) => a * b)));
Console.WriteLine(string.Join(",", Enumerable.Range(0, 20).AsParallel().OrderByDescending(x => x % 5).ThenBy(x => x).Take(7)));
