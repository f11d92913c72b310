string s = "Hello, World";
Console.WriteLine($"{s.Length} {s[4]} {s.Substring(7)} {s.Substring(0, 5)} {s[^1]} {s[..5]} {s[7..]}");
Console.WriteLine($"{s.IndexOf('o')} {s.LastIndexOf('o')} {s.IndexOf("World")} {s.IndexOf("xyz")} {s.Contains("lo,")} {s.StartsWith("Hell")} {s.EndsWith("ld", StringComparison.Ordinal)}");
Console.WriteLine($"{s.ToUpperInvariant()} {s.ToLowerInvariant()} {s.Replace('l', 'L')} {s.Replace("World", "There")} {s.Insert(5, "!")} {s.Remove(5)}");
Console.WriteLine(string.Join("|", "a,b,,c".Split(','))); Console.WriteLine(string.Join("|", "a, b ,, c".Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
Console.WriteLine("  trim ".Trim() + "|" + "xxaxx".Trim('x') + "|" + "  l".TrimStart() + "|" + "r  ".TrimEnd() + "|");
Console.WriteLine("abc".PadLeft(6) + "|" + "abc".PadRight(6, '.') + "|");
Console.WriteLine(string.Concat("a", "b", "c", "d", "e") + new string('z', 3) + string.Join(", ", new[] { 1, 2, 3 }));
Console.WriteLine($"{string.Compare("a", "b", StringComparison.Ordinal) < 0} {string.CompareOrdinal("b", "a") > 0} {"abc".Equals("ABC", StringComparison.OrdinalIgnoreCase)} {"abc" == "ab" + "c"} {string.IsNullOrEmpty("")} {string.IsNullOrWhiteSpace(" \t")}");
string n = null!; Console.WriteLine("x" + n + "y" + (n ?? "null") + n?.Length);
char[] cs = "reverse".ToCharArray(); Array.Reverse(cs); Console.WriteLine(new string(cs));
foreach (char c in "a\u00e9\u4e2d") Console.Write((int)c + " "); Console.WriteLine();
Console.WriteLine("line1\nline2\ttab \"quoted\" \\ " + @"c:\x" + """ raw "text" """);
Console.WriteLine(string.Create(5, 7, (span, v) => { for (int i = 0; i < span.Length; i++) span[i] = (char)('a' + v + i); }));
Console.WriteLine("b".CompareTo("a") + " " + "one two three".Split(' ').Length + " " + "x".GetHashCode().Equals("x".GetHashCode()));
Console.WriteLine(string.Format("{0,-5}|{1,5}|{2:X4}|{0}", "ab", 12, 255));
try { "abc".Substring(5); } catch (ArgumentOutOfRangeException e) { Console.WriteLine(e.Message); }
try { var c = "abc"[3]; } catch (IndexOutOfRangeException e) { Console.WriteLine(e.Message); }
