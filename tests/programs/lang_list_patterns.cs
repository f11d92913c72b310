// List and slice patterns on arrays, strings, spans, own indexable types (count, index and slice members are observed), nested with every other pattern.
using System.Collections.Immutable;
static class P
{
    static string Shape(int[]? a) => a switch
    {
        null => "null", [] => "empty", [0] => "zero", [var x] => $"one {x}", [1, 2, ..] => "starts 1 2", [.., 9] => "ends 9",
        [var f, .. var mid, var l] when f == l => $"framed {f} with {mid.Length}: {string.Join("/", mid)}",
        [_, > 10 and < 20, ..] => "teen second", [< 0, .. { Length: > 3 } rest] => $"negative then {rest.Length}", [.. , (>= 100 or <= -100) and var big, _] => $"big before last {big}",
        _ => "other " + a.Length,
    };
    static string Words(string s) => s switch
    {
        [] => "nothing", ['#', .. var title] => "title:" + title.Trim(), ['-' or '*' or '+', ' ', .. var item] => "item:" + item,
        [>= '0' and <= '9', .., '.'] => "numbered", [var c] => "single " + c, [_, _, .. { Length: 0 }] => "pair", ['"', .. var inner, '"'] => "quoted " + inner, _ => "text " + s.Length,
    };
    static int Sum(ReadOnlySpan<int> s) => s switch { [] => 0, [var x] => x, [var x, .. var rest] => x + Sum(rest) };
    static bool Palindrome(ReadOnlySpan<char> s) => s switch { [] or [_] => true, [var a, .. var m, var b] => a == b && Palindrome(m) };
    static string Csv(string line) => line.Split(',') switch
    {
        [var id, "deposit", var amount] when decimal.TryParse(amount, out var d) => $"{id} +{d}", [var id, "withdraw", var amount, ..] => $"{id} -{amount}",
        [_, "transfer", { Length: 2 } from, { Length: 2 } to, ..] => $"{from}->{to}", [.., ""] => "trailing comma", { Length: 1 } => "no comma", _ => "?",
    };
    static string Nested(object o) => o switch
    {
        int[][] and [[1, ..], [.., 4]] => "jagged 1..4", int[][] and [_, [], ..] => "second empty", List<string> and ["a", .., "z"] => "a..z",
        (string[] and [var h, ..], int[] and [int n, ..] and { Length: var w }) => $"tuple {h} {n} {w}", IList<int> and [1, 2, 3] => "list 123", string and [.., 'x'] => "ends x",
        ImmutableArray<int> and [7, ..] => "immutable 7", KeyValuePair<string, int[]> { Key: ['k', ..], Value: [.., var last] } => $"pair {last}", _ => "none",
    };
    static void Main()
    {
        foreach (var a in new int[]?[] { null, [], [0], [5], [1, 2, 3], [4, 9], [3, 1, 2, 3], [6, 6], [0, 15, 1], [-1, 2, 3, 4, 5], [1, 150, 2], [7, 8, 0] }) Console.WriteLine(Shape(a));
        foreach (var s in new[] { "", "# Title ", "- item", "* x", "1st.", "q", "ab", "\"in\"", "plain text", "\"" }) Console.WriteLine(Words(s));
        Console.WriteLine(Sum([1, 2, 3, 4]) + " " + Palindrome("racecar") + Palindrome("abca") + Palindrome(""));
        foreach (var s in new[] { "7,deposit,12.50", "7,deposit,x", "8,withdraw,3,now", "9,transfer,ab,cd", "1,2,", "x", "a,b" }) Console.WriteLine(Csv(s));
        object[] all = { new int[][] { [1, 2], [3, 4] }, new int[][] { [2], [], [3] }, new List<string> { "a", "m", "z" }, (new[] { "h" }, new[] { 3, 4 }), new List<int> { 1, 2, 3 }, "abx", ImmutableArray.Create(7, 8), new KeyValuePair<string, int[]>("key", [1, 5]), 3.0 };
        foreach (var o in all) Console.Write(Nested(o) + "; ");
        Console.WriteLine();
        var w = new Window(10, 20, 30, 40, 50);
        Console.WriteLine(w is [10, .. var r, 50] ? $"window {r}" : "no"); Console.WriteLine((w is [.., 40, _]) + " " + (w is [11, ..]) + (string)" " + (w is [_, _, _]));
        Console.WriteLine(w.Log); var c = new Counted("abc"); Console.WriteLine(c is ['a', .., 'c'] ? "counted" : "not"); Console.WriteLine(c is [_, .. "b", _]); Console.WriteLine(Counted.Calls);
        if (new[] { 1, 2, 3, 4 } is [var first, .., var last2] and { Length: var len }) Console.WriteLine($"{first} {last2} {len}");
        if (args is not [var only]) Console.WriteLine("no single argument"); else Console.WriteLine(only);
        int[] numbers = [3, 4, 5]; if (numbers is [3, .. [4, ..] tail]) Console.WriteLine("tail " + tail.Length);
        try { Console.WriteLine(new Bad() is [1, ..]); } catch (InvalidOperationException e) { Console.WriteLine("bad " + e.Message); }
        try { _ = numbers switch { [1, ..] => 1, [_, _] => 2 }; } catch (System.Runtime.CompilerServices.SwitchExpressionException e) { Console.WriteLine(e.UnmatchedValue == numbers); Console.WriteLine(e.Message); }
        ReadOnlySpan<byte> header = "GIF89a..."u8; Console.WriteLine(header is [(byte)'G', (byte)'I', (byte)'F', (byte)'8', var v, ..] ? "gif " + (char)v : "no"); Span<string?> texts = [null, "b", null]; Console.WriteLine(texts is [null, { Length: 1 }, null]);
    }
    static string[] args = Environment.GetCommandLineArgs()[1..];
}
class Window(params int[] items)
{
    public string Log = ""; public int Length { get { Log += "L"; return items.Length; } }
    public int this[Index i] { get { Log += "i" + i; return items[i]; } }
    public string this[Range r] { get { Log += "r" + r; return string.Join("+", items[r]); } }
}
class Counted(string s)
{
    public static string Calls = ""; public int Count { get { Calls += "C"; return s.Length; } } public char this[int i] { get { Calls += i; return s[i]; } } public string Slice(int a, int n) { Calls += $"S{a},{n}"; return s.Substring(a, n); }
}
class Bad { public int Count => throw new InvalidOperationException("count"); public int this[int i] => i; }
