// Theories: data from attributes, members and classes; generic ones; parameters of every kind.
using System.Collections;
using System.Reflection;
using Xunit;
using Xunit.Sdk;

namespace Suite;

public enum Colour { Red, Green = 5, Blue }
[Flags] public enum Access { None, Read, Write, Both = Read | Write }

public class InlineTheories
{
    [Theory, InlineData(1, 2, 3), InlineData(-1, 1, 0), InlineData(int.MaxValue, 1, int.MinValue), InlineData(2, 2, 5)]
    public void Adds(int a, int b, int sum) => Assert.Equal(sum, unchecked(a + b));

    [Theory, InlineData("abc", 3), InlineData("", 0), InlineData("tab\t\"quote\"", 11), InlineData(null, 0)]
    public void Lengths(string? text, int length) => Assert.Equal(length, text?.Length ?? 0);

    [Theory, InlineData(1.5, 2.5f, 'c', true, (byte)7, 8L, 9UL, (short)-3)]
    public void Primitives(double d, float f, char c, bool b, byte n, long l, ulong u, short s) => Assert.Equal("1.5 2.5 c True 7 8 9 -3", FormattableString.Invariant($"{d} {f} {c} {b} {n} {l} {u} {s}"));

    [Theory, InlineData(Colour.Green, "Green"), InlineData(Access.Both, "Both"), InlineData((Colour)9, "9")]
    public void Enums(object value, string text) => Assert.Equal(text, value.ToString());

    [Theory, InlineData(Colour.Red), InlineData(Colour.Blue)]
    public void Enum_parameter(Colour colour) => Assert.True(Enum.IsDefined(colour));

    [Theory, InlineData(typeof(int), "Int32"), InlineData(typeof(List<string>), "List`1"), InlineData(typeof(Dictionary<,>), "Dictionary`2")]
    public void Types(Type type, string name) => Assert.Equal(name, type.Name);

    [Theory, InlineData(new[] { 1, 2, 3 }, 6), InlineData(new int[0], 0)]
    public void Arrays(int[] numbers, int sum) => Assert.Equal(sum, numbers.Sum());

    [Theory, InlineData(3), InlineData(null)]
    public void Nullables(int? number) => Assert.Equal(number is 3, number.HasValue);

    [Theory, InlineData(1, 2, 3), InlineData]
    public void Params(params int[] numbers) => Assert.True(numbers.Length is 0 or 3);

    [Theory, InlineData("x"), InlineData("y", 5)]
    public void Optional(string text, int number = 5) => Assert.Equal(2, (text + number).Length);

    [Theory, InlineData(42), InlineData("text"), InlineData(2.5), InlineData(true)]
    public void Generic<T>(T value) => Assert.Equal(typeof(T), value!.GetType());

    [Theory, InlineData(1, "a"), InlineData("b", 2)]
    public void Generic_pair<TFirst, TSecond>(TFirst first, TSecond second) => Assert.NotEqual(first!.ToString(), second!.ToString());

    [Theory, InlineData(5)] public void Widens(long number) => Assert.Equal(5L, number);
    [Theory, InlineData("2024-02-29")] public void Converts_dates(DateTime date) => Assert.Equal(60, date.DayOfYear);
    [Theory, InlineData("8f7f2f4e-6a52-4b0e-9d2c-0d6a4f5b6c7d")] public void Converts_guids(Guid guid) => Assert.Equal('8', guid.ToString()[0]);
    [Theory, InlineData("not fitting")] public void Wrong_type(int number) => Assert.Equal(0, number);
    [Theory] public void No_data(int number) => Assert.Equal(0, number);
    [Theory, InlineData(1, 2)] public void Too_many(int number) => Assert.Equal(0, number);
}

public class MemberTheories
{
    public static IEnumerable<object[]> Squares => Enumerable.Range(1, 4).Select(i => new object[] { i, i * i });
    public static IEnumerable<object[]> Powers(int of, int count) { for (int i = 0, p = 1; i < count; i++, p *= of) yield return [i, p]; }
    public static readonly object[][] Words = [["one", 3], ["three", 5], ["wrong", 4]];
    public static TheoryData<string, int> Typed => new() { { "a", 1 }, { "bb", 2 } };
    public static IEnumerable<object[]> Records => [[new AssertFails.Point(1, 2), 3], [new AssertFails.Point(4, 5), 9]];
    public static IEnumerable<object[]> Throwing => throw new InvalidOperationException("no data today");

    [Theory, MemberData(nameof(Squares))] public void Property(int number, int square) => Assert.Equal(square, number * number);
    [Theory, MemberData(nameof(Powers), 3, 4)] public void Method(int exponent, int power) => Assert.Equal(power, (int)Math.Pow(3, exponent));
    [Theory, MemberData(nameof(Words))] public void Field(string word, int length) => Assert.Equal(length, word.Length);
    [Theory, MemberData(nameof(Typed))] public void Theory_data(string word, int length) => Assert.Equal(length, word.Length);
    [Theory, MemberData(nameof(Elsewhere.Numbers), MemberType = typeof(Elsewhere))] public void Of_other_type(int number) => Assert.InRange(number, 10, 12);
    [Theory, MemberData(nameof(Records))] public void Objects(AssertFails.Point point, int sum) => Assert.Equal(sum, point.X + point.Y);
    [Theory, MemberData(nameof(Throwing))] public void Throwing_data(int number) => Assert.Equal(0, number);
    [Theory, MemberData("Missing")] public void Missing_data(int number) => Assert.Equal(0, number);
    [Theory, ClassData(typeof(Pairs))] public void Class_data(int a, string b) => Assert.Equal(b, a.ToString());
    [Theory, Repeated(3)] public void Own_attribute(int round, string method) => Assert.Equal("Own_attribute", round < 3 ? method : "");
    [Theory, InlineData(1), MemberData(nameof(Squares)), Repeated(1)] public void Mixed(int a, object? b = null) => Assert.True(a > 0 || b is string);
}

public static class Elsewhere { public static IEnumerable<object[]> Numbers() => [[10], [11], [12]]; }

public class Pairs : IEnumerable<object[]>
{
    public IEnumerator<object[]> GetEnumerator() { yield return [1, "1"]; yield return [22, "22"]; yield return [3, "4"]; }
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class RepeatedAttribute(int count) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Enumerable.Range(0, count).Select(i => new object[] { i, testMethod.Name });
}
