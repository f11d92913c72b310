// C# 14: extension members (properties, static members, operators, generic receivers, ref receivers), field keyword, null-conditional assignment,
// lambda parameter modifiers and defaults, params spans, nameof of open generics, partial constructors, first-class spans.
using System.Collections;
using System.Numerics;
int[] data = [3, 1, 2];
Console.WriteLine($"{data.Second} {data.IsEmpty} {new List<string>().IsEmpty} {"abc".Reversed} {"abc".Twice()} {int.Answer} {string.Repeat("xy", 3)}");
Console.WriteLine(List<int>.OfRange(2, 4).Sum()); Point p = new(1, 2); p.Shift(5); Console.WriteLine(p); Console.WriteLine(p * 3); Console.WriteLine(new Point(9, 9).Length2); Console.WriteLine(4.Clamped(1, 3)); Console.WriteLine(2.5.Clamped(0.5, 1.5)); Console.WriteLine("a,b,,c".Parts is [var first, .., var last] ? first + last : "none");
IEnumerable<string> seq = ["x", "y"]; Console.WriteLine(seq.JoinAll()); Console.WriteLine(seq.Second); Console.WriteLine(Extensions.get_Reversed("qwe")); Func<string> bound = "method".Twice; Console.WriteLine(bound());
var t = new Temp { Celsius = 20 }; t.Celsius = -500; Console.WriteLine($"{t.Celsius} {t.Name} {t.Lazy} {t.Lazy} {t.Count}"); t.Name = null; Console.WriteLine(t.Name); Temp none = null; none?.Name = "never"; t?.Name = "set"; none?.Count += Side(); t?.Count += 5; Console.WriteLine($"{t.Name} {t.Count} {Temp.Total}");
var add = (int a, int b = 10, params int[] rest) => a + b + rest.Sum(); Console.WriteLine($"{add(1)} {add(1, 2)} {add(1, 2, 3, 4)}"); TryParse<int> parse = (text, out result) => int.TryParse(text, out result); Console.WriteLine(parse("42", out var r) + " " + r); RefAdd ra = (ref x, in y) => x += y; int acc = 1; ra(ref acc, 41); Console.WriteLine(acc);
Console.WriteLine($"{Sum(1, 2, 3)} {Sum()} {Concat("a", "b")} {Concat()} {Kinds(1, "x", null, 2.5)} {Max([3, 9, 2])} {List(1, 2).Count}"); Console.WriteLine(nameof(Dictionary<,>.Keys) + nameof(List<>)); ReadOnlySpan<char> span = "hello"; Console.WriteLine(span.StartsWith("he") + " " + Total(data) + " " + data.StartsWith(3)); Console.WriteLine(new Part(7).Text);
int x1 = 5; Console.WriteLine(x1 is > 3 and < 10 or 100 and not 7); (int a1, (string b1, var c1)) = (1, ("two", 3.0)); Console.WriteLine($"{a1} {b1} {c1}"); string raw = $$"""{"a": {{a1}}, "b": "{{b1}}"}"""; Console.WriteLine(raw); Console.WriteLine("""
    line one
      indented
    """); ReadOnlySpan<byte> u8 = "héllo"u8; Console.WriteLine(u8.Length); Console.WriteLine("\e[0m".Length); Console.WriteLine($"{(a1 > 0 ? "pos" : "neg"),6}|{c1,-8:F3}|{DateTime.UnixEpoch:yyyy}");
using var d = new Disp(); goto end; end: Console.WriteLine("end " + d);
static int Side() { Console.WriteLine("side effect"); return 1; }
static int Sum(params ReadOnlySpan<int> v) { int s = 0; foreach (var i in v) s += i; return s; } static string Concat(params IEnumerable<string> v) => string.Join("+", v); static string Kinds(params object[] v) => string.Join(",", v.Select(o => o?.GetType().Name ?? "null")); static int Max(params Span<int> v) { v.Sort(); return v[^1]; } static List<int> List(params List<int> l) => l; static int Total(ReadOnlySpan<int> s) { int t = 0; foreach (ref readonly var i in s) t += i; return t; }
delegate bool TryParse<T>(string text, out T result); delegate void RefAdd(ref int x, in int y);
class Disp : IDisposable { public void Dispose() => Console.WriteLine("disposed"); public override string ToString() => "disp"; }
partial class Part { public partial Part(int x); public partial string Text { get; } } partial class Part { readonly int v; public partial Part(int x) => v = x * 2; public partial string Text => "part " + v; }
class Temp { public static int Total; public double Celsius { get; set => field = Math.Max(value, -273.15); } public string Name { get => field ?? "unnamed"; set { field = value?.ToUpper(); Total++; } } public int Lazy => field == 0 ? field = ++Total : field; public int Count { get; set; } }
record struct Point(int X, int Y);
static class Extensions
{
    extension<T>(IEnumerable<T> source) { public bool IsEmpty => !source.Any(); public T Second => source.Skip(1).First(); public string JoinAll() => string.Join("|", source); }
    extension<T>(List<T>) where T : INumber<T> { public static List<T> OfRange(T from, T count) { var l = new List<T>(); for (T i = T.Zero; i < count; i++) l.Add(from + i); return l; } }
    extension(string s) { public string Reversed { get { var c = s.ToCharArray(); Array.Reverse(c); return new string(c); } } public string Twice() => s + s; public static string Repeat(string x, int n) => string.Concat(Enumerable.Repeat(x, n)); public string[] Parts => s.Split(',', StringSplitOptions.RemoveEmptyEntries); }
    extension(int) { public static int Answer => 42; }
    extension(ref Point p) { public void Shift(int by) => p = new(p.X + by, p.Y + by); }
    extension(Point p) { public int Length2 => p.X * p.X + p.Y * p.Y; public static Point operator *(Point a, int k) => new(a.X * k, a.Y * k); }
    extension<T>(T v) where T : IComparable<T> { public T Clamped(T lo, T hi) => v.CompareTo(lo) < 0 ? lo : v.CompareTo(hi) > 0 ? hi : v; }
}
