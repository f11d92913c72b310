// Counts words in files, or in what is piped in, and prints the most frequent ones.
//   wordcount [-n COUNT] [FILE...]
int limit = 10;
var files = new List<string>();
for (int i = 0; i < args.Length; i++)
{
    if (args[i] == "-n" && i + 1 < args.Length && int.TryParse(args[i + 1], out int n)) { limit = n; i++; }
    else files.Add(args[i]);
}

var counter = new WordCounter();
try
{
    if (files.Count == 0) counter.Read(Console.In);
    foreach (var file in files)
    {
        using var reader = new StreamReader(file);
        counter.Read(reader);
    }
}
catch (IOException e)
{
    Console.Error.WriteLine($"wordcount: {e.Message}");
    return 2;
}

Console.WriteLine($"{counter.Total:N0} words, {counter.Counts.Count:N0} different, {counter.Lines:N0} lines");
Console.WriteLine();
var top = counter.Counts
    .OrderByDescending(pair => pair.Value)
    .ThenBy(pair => pair.Key, StringComparer.Ordinal)
    .Take(limit)
    .Select((pair, index) => (Rank: index + 1, Word: pair.Key, Count: pair.Value))
    .ToList();
int width = top.Select(row => row.Word.Length).DefaultIfEmpty(4).Max();
Console.WriteLine($"{"#",3}  {"word".PadRight(width)}  {"count",9}  {"share",7}");
foreach (var (rank, word, count) in top)
    Console.WriteLine($"{rank,3}  {word.PadRight(width)}  {count,9:N0}  {(double)count / counter.Total,7:P1}");

var byLength = counter.Counts.GroupBy(pair => pair.Key.Length).OrderBy(group => group.Key);
Console.WriteLine();
Console.WriteLine("by length: " + string.Join(", ", byLength.Select(group => $"{group.Key}: {group.Sum(pair => pair.Value)}")));
return 0;

sealed class WordCounter
{
    public Dictionary<string, int> Counts { get; } = new(StringComparer.OrdinalIgnoreCase);
    public int Total { get; private set; }
    public int Lines { get; private set; }

    public void Read(TextReader reader)
    {
        while (reader.ReadLine() is { } line)
        {
            Lines++;
            foreach (var word in Words(line))
            {
                Counts[word] = Counts.GetValueOrDefault(word) + 1;
                Total++;
            }
        }
    }

    static IEnumerable<string> Words(string line)
    {
        int start = -1;
        for (int i = 0; i <= line.Length; i++)
        {
            bool inside = i < line.Length && char.IsLetterOrDigit(line[i]);
            if (inside && start < 0) start = i;
            if (!inside && start >= 0)
            {
                yield return line[start..i].ToLowerInvariant();
                start = -1;
            }
        }
    }
}
