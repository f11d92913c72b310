// Regular expressions: three engines, generated ones, groups, balancing, errors, time-outs.
//stress: 200
using System.Text.RegularExpressions;
foreach (var o in new[] { RegexOptions.None, RegexOptions.Compiled, RegexOptions.NonBacktracking }) { var r = new Regex(@"(?<y>\d{4})-(?<m>\d\d)", o); foreach (Match m in r.Matches("2026-11 x 1999-01")) Console.Write(m.Groups["y"].Value + m.Index + " "); Console.WriteLine(r.Replace("2020-02", "${m}/${y}")); }
Console.WriteLine(Gen.Mail().IsMatch("a.b@c.de") + " " + Gen.Words().Count("the cat the dog")); foreach (var s in Regex.Split("a1b22c", @"\d+")) Console.Write(s + ","); Console.WriteLine();
Console.WriteLine(Regex.Replace("hello world", @"\b(\w)(\w*)", m => m.Groups[1].Value.ToUpper() + m.Groups[2])); Console.WriteLine(Regex.Match("aaa<b>ccc</b>", @"<(\w+)>(.*?)</\1>").Groups[2]); Console.WriteLine(Regex.IsMatch("ΑΒΓ", "αβγ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));
try { new Regex("(unclosed"); } catch (RegexParseException e) { Console.WriteLine(e.Message + " " + e.Error + " " + e.Offset); }
try { Regex.Match(new string('a', 40) + "!", "^(a+)+$", RegexOptions.None, TimeSpan.FromMilliseconds(50)); Console.WriteLine("fast"); } catch (RegexMatchTimeoutException) { Console.WriteLine("timeout"); }
Console.WriteLine(Regex.Match("foobarbaz", "(?<=foo)bar(?=baz)").Value + Regex.Match("((a)(b(c)))", @"\((?>[^()]+|\((?<d>)|\)(?<-d>))*(?(d)(?!))\)").Value); foreach (var v in Regex.EnumerateMatches("a1b2", @"\d")) Console.Write(v.Index); Console.WriteLine();
partial class Gen { [GeneratedRegex(@"^[\w.]+@[\w.]+\.\w+$", RegexOptions.IgnoreCase)] public static partial Regex Mail(); [GeneratedRegex(@"\bthe\b")] public static partial Regex Words(); }
