// Hash tables of strings and numbers.
int n = args.Length > 0 ? int.Parse(args[0]) : 1_000_000;
var numbers = new Dictionary<int, int>();
for (int i = 0; i < n; i++) numbers[(int)((uint)i * 2654435761u >> 8)] = i;
long sum = 0;
for (int i = 0; i < n; i++) if (numbers.TryGetValue(i, out int v)) sum += v;
Console.WriteLine($"{numbers.Count} {sum}");
var words = new Dictionary<string, int>();
for (int i = 0; i < n; i++)
{
    string word = "w" + i % 5000;
    words[word] = words.GetValueOrDefault(word) + 1;
}
Console.WriteLine($"{words.Count} {words["w42"]}");
