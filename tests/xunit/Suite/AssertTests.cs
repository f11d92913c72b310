// The assertions themselves: those that hold, and the messages of those that do not.
using Xunit;
using Xunit.Sdk;

namespace Suite;

public class AssertHolds
{
    [Fact] public void Equality() => Assert.Equal(4, 2 + 2);
    [Fact] public void Inequality() => Assert.NotEqual("a", "b");
    [Fact] public void Strings_ignoring_case() => Assert.Equal("HELLO", "hello", ignoreCase: true);
    [Fact] public void Precision() => Assert.Equal(1.0 / 3, 0.33333, 4);
    [Fact] public void Tolerance() => Assert.Equal(10.0, 10.5, 0.6);
    [Fact] public void Arrays() => Assert.Equal(new[] { 1, 2, 3 }, new List<int> { 1, 2, 3 });
    [Fact] public void Nested_collections() => Assert.Equal(new[] { new[] { 1 }, new[] { 2, 3 } }, [[1], [2, 3]]);
    [Fact] public void Dictionaries() => Assert.Equal(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }, new Dictionary<string, int> { ["b"] = 2, ["a"] = 1 });
    [Fact] public void Sets() => Assert.Equal(new HashSet<int> { 1, 2, 3 }, new HashSet<int> { 3, 2, 1 });
    [Fact] public void Contains() => Assert.Contains(3, new[] { 1, 2, 3 });
    [Fact] public void Contains_by_filter() => Assert.Contains(new[] { "one", "two" }, s => s.StartsWith('t'));
    [Fact] public void Does_not_contain() => Assert.DoesNotContain("x", "abc");
    [Fact] public void Substring() => Assert.Contains("world", "hello world");
    [Fact] public void Empty() => Assert.Empty(Array.Empty<string>());
    [Fact] public void Single() => Assert.Equal(7, Assert.Single(new[] { 7 }));
    [Fact] public void Single_by_filter() => Assert.Equal("bb", Assert.Single(new[] { "a", "bb", "ccc" }, s => s.Length == 2));
    [Fact] public void All() => Assert.All(Enumerable.Range(1, 5), i => Assert.InRange(i, 1, 5));
    [Fact] public void Collection() => Assert.Collection(new[] { 1, 2 }, a => Assert.Equal(1, a), b => Assert.Equal(2, b));
    [Fact] public void Matches() => Assert.Matches(@"^\d{3}-\w+$", "123-abc");
    [Fact] public void Starts_and_ends() { Assert.StartsWith("ab", "abc"); Assert.EndsWith("bc", "abc"); }
    [Fact] public void Types() { Assert.IsType<string>("x"); Assert.IsAssignableFrom<IEnumerable<char>>("x"); Assert.IsNotType<int>("x"); }
    [Fact] public void Same() { object o = new(); Assert.Same(o, o); Assert.NotSame(o, new object()); }
    [Fact] public void Null() { Assert.Null(null); Assert.NotNull("x"); }
    [Fact] public void Throws() => Assert.Equal("index", Assert.Throws<ArgumentOutOfRangeException>("index", () => new List<int>()[0]).ParamName);
    [Fact] public void Throws_any() => Assert.ThrowsAny<ArgumentException>((Action)(() => throw new ArgumentNullException("x")));
    [Fact] public async Task Throws_async() => Assert.Equal("late", (await Assert.ThrowsAsync<InvalidOperationException>(async () => { await Task.Yield(); throw new InvalidOperationException("late"); })).Message);
    [Fact] public void Record_exception() => Assert.IsType<FormatException>(Record.Exception(() => int.Parse("x")));
    [Fact] public void Superset() => Assert.Superset(new HashSet<int> { 1 }, new HashSet<int> { 1, 2 });
    [Fact] public void Distinct() => Assert.Distinct(new[] { 1, 2, 3 });
    [Fact] public void Multiple() => Assert.Multiple(() => Assert.True(true), () => Assert.False(false));
    [Fact] public void Equivalent() => Assert.Equivalent(new { Name = "x", Numbers = new[] { 1, 2 } }, new { Numbers = new[] { 2, 1 }, Name = "x", More = 1 });
    [Fact] public void Raises() => Assert.Equal(5, Assert.Raises<int>(h => Raised += h, h => Raised -= h, () => Raised?.Invoke(this, 5)).Arguments);
    [Fact] public void Property_changed() { var m = new Model(); Assert.PropertyChanged(m, nameof(Model.Name), () => m.Name = "new"); }
    [Fact] public void Memory() => Assert.Equal("abc".AsSpan(), "abc".ToCharArray());
    [Fact] public void Proper_subset() => Assert.ProperSubset(new HashSet<int> { 1, 2 }, new HashSet<int> { 2 });

    public event EventHandler<int>? Raised;
    private sealed class Model : System.ComponentModel.INotifyPropertyChanged
    {
        private string name = "";
        public event System.ComponentModel.PropertyChangedEventHandler? PropertyChanged;
        public string Name { get => name; set { name = value; PropertyChanged?.Invoke(this, new(nameof(Name))); } }
    }
}

public class AssertFails
{
    public record Point(int X, int Y);
    private sealed class Opaque { public int Number = 3; public string Text => "t"; public Opaque? Inner; }

    [Fact] public void Equal_numbers() => Assert.Equal(4, 5);
    [Fact] public void Equal_strings() => Assert.Equal("the quick brown fox", "the quick green fox");
    [Fact] public void Equal_arrays() => Assert.Equal(new[] { 1, 2, 3, 4 }, new[] { 1, 2, 4, 4 });
    [Fact] public void Equal_records() => Assert.Equal(new Point(1, 2), new Point(1, 3));
    [Fact] public void Equal_objects() => Assert.Equal(new Opaque { Inner = new Opaque() }, new Opaque());
    [Fact] public void Equal_dictionaries() => Assert.Equal(new Dictionary<string, int> { ["a"] = 1 }, new Dictionary<string, int> { ["a"] = 2 });
    [Fact] public void Equal_types() => Assert.Equal<object>(1, 1L);
    [Fact] public void Equal_nested() => Assert.Equal(new object[] { 1, new[] { "x", "y" } }, [1, new[] { "x", "z" }]);
    [Fact] public void Equal_dates() => Assert.Equal(new DateTime(2024, 1, 2), new DateTime(2024, 1, 3));
    [Fact] public void Equal_tuples() => Assert.Equal((1, "a"), (1, "b"));
    [Fact] public void Equal_enums() => Assert.Equal(DayOfWeek.Monday, DayOfWeek.Tuesday);
    [Fact] public void True() => Assert.True(1 > 2);
    [Fact] public void True_with_message() => Assert.True(false, "a message of its own");
    [Fact] public void Contains() => Assert.Contains(9, new List<int> { 1, 2, 3 });
    [Fact] public void Contains_text() => Assert.Contains("xyz", "hello");
    [Fact] public void Empty() => Assert.Empty(new[] { 1 });
    [Fact] public void Single() => Assert.Single(new[] { 1, 2 });
    [Fact] public void All() => Assert.All(new[] { 1, -2, 3, -4 }, i => Assert.True(i > 0, $"{i} is negative"));
    [Fact] public void Collection() => Assert.Collection(new[] { 1, 2 }, a => Assert.Equal(1, a), b => Assert.Equal(3, b));
    [Fact] public void In_range() => Assert.InRange(11, 1, 10);
    [Fact] public void Is_type() => Assert.IsType<string>(new List<int>());
    [Fact] public void Is_assignable() => Assert.IsAssignableFrom<IDictionary<string, List<int?>>>("x");
    [Fact] public void Null() => Assert.Null(new Point(0, 0));
    [Fact] public void Throws_nothing() => Assert.Throws<ArgumentException>(() => { });
    [Fact] public void Throws_other() => Assert.Throws<ArgumentException>((Action)(() => throw new InvalidOperationException("other")));
    [Fact] public void Multiple() => Assert.Multiple(() => Assert.Equal(1, 2), () => Assert.Fail("second"));
    [Fact] public void Equivalent() => Assert.Equivalent(new { Name = "x", Inner = new { A = 1 } }, new { Name = "x", Inner = new { A = 2 } });
    [Fact] public void Fail() => Assert.Fail("on purpose");
    [Fact] public void Matches() => Assert.Matches("^a+$", "bbb");
    [Fact] public void Distinct() => Assert.Distinct(new[] { 1, 2, 1 });
    [Fact] public void Own_exception() => throw new XunitException("thrown by hand");
    [Fact] public void Exception() => throw new InvalidOperationException("outer", new FormatException("inner"));
    [Fact] public void Null_reference() { string? s = null; Assert.Equal(3, s!.Length); }
    [Fact] public void Aggregate() => throw new AggregateException("several", new ArgumentException("first"), new TimeoutException("second"));
    [Fact] public async Task After_await() { await Task.Delay(1); Assert.Equal("expected", await Task.FromResult("actual")); }
    [Fact] public void Long_text() => Assert.Equal(new string('a', 60) + "X" + new string('b', 60), new string('a', 60) + "Y" + new string('b', 60));
    [Fact] public void Depth() => Assert.Equal(new { A = new { B = new { C = new { D = 1 } } } }, (object)new[] { 1 });
    [Fact] public void Static_constructor() => Assert.Equal(0, Broken.Value);
    private static class Broken { public static readonly int Value = int.Parse("not a number"); }
}
