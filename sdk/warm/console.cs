// Common code of the class library: text, collections, LINQ, files, tasks.
using System.Globalization;
using System.Text;

var words = new Dictionary<string, int>();
foreach (var word in "the quick brown fox jumps over the lazy dog the end".Split(' ')) words[word] = words.GetValueOrDefault(word) + 1;
foreach (var (word, count) in words.OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal)) Console.WriteLine($"{word,-8} {count:N2}");
var text = new StringBuilder().AppendJoin(", ", Enumerable.Range(1, 5).Select(i => i * 1.5)).Append(DateTime.UnixEpoch.ToString("O", CultureInfo.InvariantCulture));
Console.WriteLine(text);
var file = Path.GetTempFileName();
await File.WriteAllLinesAsync(file, words.Keys);
Console.WriteLine((await File.ReadAllTextAsync(file)).Length);
File.Delete(file);
var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => i * i)));
Console.WriteLine(string.Join(' ', results.ToList()));
try { int.Parse("x"); } catch (FormatException e) { Console.WriteLine(e.Message); }
