// Sorting with and without a comparison delegate, and LINQ.
int n = args.Length > 0 ? int.Parse(args[0]) : 1_000_000;
uint state = 1;
var values = new int[n];
for (int i = 0; i < n; i++) values[i] = (int)((state = state * 1664525 + 1013904223) >> 4);
var plain = (int[])values.Clone();
Array.Sort(plain);
var list = new List<int>(values);
list.Sort((x, y) => y.CompareTo(x));
Console.WriteLine($"{plain[n / 2]} {list[n / 2]}");
var query = values.Where(v => v % 3 == 0).Select(v => (long)v * 2).OrderBy(v => v % 1000).ThenBy(v => v).Take(5);
Console.WriteLine(string.Join(" ", query));
Console.WriteLine(values.GroupBy(v => v & 15).Select(g => g.Count()).Max());
