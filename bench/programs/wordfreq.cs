// Dictionary, strings, LINQ and formatting over generated text.
static class Program
{
    static void Main(string[] args)
    {
        int rounds = args.Length > 0 ? int.Parse(args[0]) : 40;
        uint state = 12345;
        uint Next() => state = state * 1664525 + 1013904223;
        var words = new string[5000];
        for (int i = 0; i < words.Length; i++)
        {
            var letters = new char[3 + Next() % 8];
            for (int j = 0; j < letters.Length; j++) letters[j] = (char)('a' + (Next() >> 16) % 26);
            words[i] = new string(letters);
        }
        var counts = new Dictionary<string, int>();
        var builder = new System.Text.StringBuilder();
        for (int round = 0; round < rounds; round++)
        {
            builder.Clear();
            for (int i = 0; i < 20000; i++) builder.Append(words[(Next() >> 8) % (uint)words.Length]).Append(' ');
            foreach (var word in builder.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))
                counts[word] = counts.TryGetValue(word, out int n) ? n + 1 : 1;
        }
        foreach (var (word, n) in counts.OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal).Take(10)) Console.WriteLine($"{word,-12}{n,8:N0}");
        Console.WriteLine(counts.Values.Sum() + " " + counts.Keys.Sum(k => k.Length));
    }
}
