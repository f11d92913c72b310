object[] os = { 1, 2L, "str", 3.5, null!, new[] { 1, 2, 3 }, (1, "a"), new Point(3, 4), DayOfWeek.Friday, 'c', new List<int> { 1, 2 } };
foreach (var o in os)
    Console.WriteLine(o switch
    {
        null => "null", int i when i > 5 => "big int", int i => $"int {i}", long l => $"long {l}", string { Length: > 2 } s => $"string {s}",
        double d => $"double {d}", int[] and [1, .., var last] => $"array ..{last}", (int a, string b) => $"tuple {a}{b}", Point(var x, var y) { X: > 0 } => $"point {x},{y}",
        DayOfWeek.Friday => "friday", char c and (>= 'a' and <= 'z') => $"letter {c}", IList<int> { Count: 2 } => "list2", _ => "other"
    });
int[] arr = { 1, 2, 3, 4, 5 };
Console.WriteLine(arr is [1, 2, ..] ? "starts 1 2" : "no"); Console.WriteLine(arr is [.., 4, 5]); Console.WriteLine(arr is [_, _, var m, ..] ? m : -1); Console.WriteLine(arr is [var f, .. var rest] ? $"{f} {rest.Length}" : "");
Console.WriteLine("hello" is ['h', .., 'o']); string? n = null; Console.WriteLine(n is { Length: 0 }); Console.WriteLine(n is not null);
if (os[0] is int q && q == 1) Console.WriteLine("q1"); if (!(os[2] is string z)) return; Console.WriteLine(z);
record Point(int X, int Y);
