// A suite as one is written: tests of small classes, of the language and the library.
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Xunit;

namespace Suite;

public class Stack_of<T>
{
    private readonly List<T> items = [];
    public int Count => items.Count;
    public void Push(T item) => items.Add(item);
    public T Pop()
    {
        if (items.Count == 0) throw new InvalidOperationException("Stack is empty");
        T item = items[^1];
        items.RemoveAt(items.Count - 1);
        return item;
    }
}

public class Stack_tests
{
    private readonly Stack_of<string> stack = new();
    [Fact] public void Starts_empty() => Assert.Equal(0, stack.Count);
    [Fact] public void Pops_what_was_pushed() { stack.Push("a"); stack.Push("b"); Assert.Equal(("b", "a"), (stack.Pop(), stack.Pop())); }
    [Fact] public void Refuses_when_empty() => Assert.Equal("Stack is empty", Assert.Throws<InvalidOperationException>(() => stack.Pop()).Message);
    [Fact] public void Values() { var s = new Stack_of<(int, DateOnly)>(); s.Push((1, new DateOnly(2024, 1, 1))); Assert.Equal((1, new DateOnly(2024, 1, 1)), s.Pop()); }
}

public class Language
{
    public record Person(string Name, int Age) { public string? Email { get; init; } }
    public record struct Size(int Width, int Height);

    [Fact] public void Records_print() => Assert.Equal("Person { Name = Ada, Age = 36, Email =  }", new Person("Ada", 36).ToString());
    [Fact] public void Records_compare() => Assert.Equal(new Person("Ada", 36), new Person("Bob", 36) with { Name = "Ada" });
    [Fact] public void Record_structs() => Assert.Equal(new Size(1, 2).GetHashCode(), new Size(1, 2).GetHashCode());
    [Fact] public void Deconstruction() { var (name, age) = new Person("Ada", 36); Assert.Equal("Ada36", name + age); }
    [Fact] public void Patterns() => Assert.Equal("small", new Size(1, 2) switch { { Width: > 10 } => "wide", (1, _) => "small", _ => "other" });
    [Fact] public void Iterators() => Assert.Equal([0, 1, 1, 2, 3, 5, 8], Fibonacci().Take(7));
    [Fact] public void Closures() { var actions = new List<Func<int>>(); for (int i = 0; i < 3; i++) { int j = i; actions.Add(() => j * 10); } Assert.Equal([0, 10, 20], actions.Select(a => a())); }
    [Fact] public void Checked() => Assert.Throws<OverflowException>(() => checked(int.MaxValue + Stacked(1)));
    [Fact] public void Filters() { string s = ""; try { try { throw new ArgumentException("x"); } finally { s += "f"; } } catch (ArgumentException e) when (e.Message == "x") { s += "c"; } Assert.Equal("fc", s); }
    [Fact] public void Spans() { Span<int> s = stackalloc int[4]; s.Fill(3); s[1] = 9; Assert.Equal(18, s.ToArray().Sum()); }
    [Fact] public void Generic_math() => Assert.Equal((6, 7.5), (Sum([1, 2, 3]), Sum([2.5, 5.0])));
    [Fact] public void Interpolation() => Assert.Equal("[    1.50|ab  ]", string.Create(CultureInfo.InvariantCulture, $"[{1.5,8:F2}|{"ab",-4}]"));
    [Fact] public void Local_functions() { int Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1); Assert.Equal(120, Factorial(5)); }
    [Fact] public void Tuples() => Assert.Equal("(1, two, (3, 4))", (1, "two", (3, 4)).ToString());
    [Fact] public void Indexes() { int[] a = [1, 2, 3, 4, 5]; Assert.Equal([2, 3, 4], a[1..^1]); }
    private static IEnumerable<int> Fibonacci() { for (int a = 0, b = 1; ; (a, b) = (b, a + b)) yield return a; }
    private static int Stacked(int n) => n;
    private static T Sum<T>(T[] items) where T : System.Numerics.INumber<T> { T sum = T.Zero; foreach (T i in items) sum += i; return sum; }
}

public class Library
{
    private static readonly string[] fruit = ["apple", "banana", "cherry", "avocado", "blueberry"];

    [Fact] public void Groups() => Assert.Equal(["a:2", "b:2", "c:1"], fruit.GroupBy(f => f[0]).OrderBy(g => g.Key).Select(g => $"{g.Key}:{g.Count()}"));
    [Fact] public void Joins() => Assert.Equal("1a,2b", string.Join(",", new[] { 1, 2 }.Zip(new[] { "a", "b" }, (n, s) => n + s)));
    [Fact] public void Orders() => Assert.Equal(["apple", "banana", "cherry", "avocado", "blueberry"], fruit.OrderBy(f => f.Length).ThenBy(f => f, StringComparer.Ordinal));
    [Fact] public void Aggregates() => Assert.Equal(32, fruit.Aggregate(0, (n, f) => n + f.Length));
    [Fact] public void Looks_up() => Assert.Equal(["avocado", "blueberry"], fruit.ToLookup(f => f.Length > 6)[true]);
    [Fact] public void Regex_replaces() => Assert.Equal("2-1, 4-3", Regex.Replace("1-2, 3-4", @"(\d)-(\d)", "$2-$1"));
    [Fact] public void Regex_names() => Assert.Equal("2024", Regex.Match("on 2024-05-06", @"(?<year>\d{4})-\d\d").Groups["year"].Value);
    [Fact] public void Text_builds() => Assert.Equal("a, b, c", new StringBuilder().AppendJoin(", ", "a", "b", "c").ToString());
    [Fact] public void Encodings() => Assert.Equal([0xc3, 0xa9, 0xe2, 0x82, 0xac], Encoding.UTF8.GetBytes("é€"));
    [Fact] public void Numbers_parse() => Assert.Equal(-1234.5, double.Parse("-1,234.5", CultureInfo.InvariantCulture));
    [Fact] public void Numbers_do_not_parse() => Assert.Equal("The input string 'x1' was not in a correct format.", Assert.Throws<FormatException>(() => int.Parse("x1")).Message);
    [Fact] public void Dates() => Assert.Equal("Thursday, 29 February 2024", new DateTime(2024, 2, 29).ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture));
    [Fact] public void Concurrent() { var bag = new System.Collections.Concurrent.ConcurrentDictionary<int, int>(); Parallel.For(0, 100, i => bag.AddOrUpdate(i % 10, 1, (_, n) => n + 1)); Assert.Equal(100, bag.Values.Sum()); }
    [Fact] public void Priority() { var q = new PriorityQueue<string, int>(); foreach (string f in fruit) q.Enqueue(f, -f.Length); Assert.Equal("blueberry", q.Dequeue()); }
    [Fact] public void Lazy() { int n = 0; var lazy = new Lazy<int>(() => ++n); Assert.Equal(lazy.Value, lazy.Value); }
    [Fact] public void Json_document() => Assert.Equal(3, JsonDocument.Parse("""{"a":[1,2,{"b":3}]}""").RootElement.GetProperty("a")[2].GetProperty("b").GetInt32());
    [Fact] public void Json_generated() => Assert.Equal("""{"Name":"Ada","Age":36,"Email":"ada@x"}""", JsonSerializer.Serialize(new Language.Person("Ada", 36) { Email = "ada@x" }, Json.Default.Person));
    [Fact] public void Json_back() => Assert.Equal(new Language.Person("Bob", 1), JsonSerializer.Deserialize("""{"Name":"Bob","Age":1}""", Json.Default.Person));
}

[JsonSerializable(typeof(Language.Person))] public partial class Json : JsonSerializerContext;

public class Reflection
{
    [AttributeUsage(AttributeTargets.All, Inherited = true)] private sealed class NoteAttribute(string text) : Attribute { public string Text => text; public int Level { get; set; } }
    [Note("on the type", Level = 2)] private class Noted { [Note("on the method")] public int Twice(int n) => 2 * n; public string Name { get; set; } = "n"; }
    private sealed class Derived : Noted;

    [Fact] public void Attributes_are_inherited() => Assert.Equal("on the type", typeof(Derived).GetCustomAttribute<NoteAttribute>()!.Text);
    [Fact] public void Named_arguments() => Assert.Equal(2, typeof(Noted).GetCustomAttribute<NoteAttribute>()!.Level);
    [Fact] public void Methods_are_invoked() => Assert.Equal(8, typeof(Noted).GetMethod("Twice")!.Invoke(new Noted(), [4]));
    [Fact] public void Properties_are_set() { var n = new Derived(); typeof(Noted).GetProperty("Name")!.SetValue(n, "new"); Assert.Equal("new", n.Name); }
    [Fact] public void Exceptions_are_wrapped() => Assert.IsType<ArgumentException>(Assert.Throws<TargetInvocationException>(() => typeof(Reflection).GetMethod("Throw", BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, null)).InnerException);
    [Fact] public void This_method() => Assert.Equal(nameof(This_method), MethodBase.GetCurrentMethod()!.Name);
    [Fact] public void This_assembly() => Assert.Equal("Suite", Assembly.GetExecutingAssembly().GetName().Name);
    [Fact] public void Lists_tests() => Assert.Equal(9, typeof(Reflection).GetMethods().Count(m => m.IsDefined(typeof(FactAttribute))));
    [Fact] public void Makes_by_name() => Assert.IsType<Library>(Activator.CreateInstance(typeof(Reflection).Assembly.GetType("Suite.Library")!));
    private static void Throw() => throw new ArgumentException("wrapped");
}
