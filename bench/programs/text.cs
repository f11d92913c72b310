// Strings: building, splitting, parsing, formatting.
using System.Text;
int n = args.Length > 0 ? int.Parse(args[0]) : 300_000;
var builder = new StringBuilder();
for (int i = 0; i < n; i++) builder.Append(i).Append(i % 10 == 9 ? '\n' : ',');
string text = builder.ToString();
long sum = 0;
foreach (var line in text.Split('\n'))
    foreach (var part in line.Split(',', StringSplitOptions.RemoveEmptyEntries)) sum += int.Parse(part);
Console.WriteLine($"{text.Length} {sum}");
int hits = 0;
for (int i = 0; i < n; i++) if ($"{i:X8}-{i * 0.5:F2}".Contains("7F")) hits++;
Console.WriteLine(hits);
Console.WriteLine(text.Replace(",", ", ").IndexOf("299999", StringComparison.Ordinal));
