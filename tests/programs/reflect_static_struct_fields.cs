// Static fields of struct types, read and written many times by reflection: the second access takes CoreLib's fast path.
//stress: 20
using System.Reflection;

const BindingFlags Any = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
foreach (string name in new[] { "Number", "Letter", "Day", "Money", "Span", "Big", "Maybe", "Text", "Pointer", "Inner", "Empty" })
{
    FieldInfo field = typeof(Statics).GetField(name, Any)!;
    for (int i = 0; i < 4; i++) Console.Write(FormattableString.Invariant($"{field.GetValue(null) ?? "null"} "));
    object? value = field.GetValue(null);
    field.SetValue(null, value);
    field.SetValue(null, null);
    Console.Write(FormattableString.Invariant($"{field.GetValue(null) ?? "null"} "));
    field.SetValue(null, value);
    Console.WriteLine(Equals(value, field.GetValue(null)));
}
var unixEpoch = typeof(DateTime).GetField("UnixEpoch")!;
for (int i = 0; i < 3; i++) Console.WriteLine(((DateTime)unixEpoch.GetValue(null)!).Ticks);

static class Statics
{
    public static int Number = 7;
    private static char Letter = 'x';
    internal static DayOfWeek Day = DayOfWeek.Friday;
    public static decimal Money = 1.25m;
    public static TimeSpan Span = TimeSpan.FromSeconds(5);
    public static (string, long) Big = ("a", 1L << 40);
    public static int? Maybe = 5;
    public static string Text = "text";
    public static nint Pointer = 99;
    public static Wrapped Inner = new() { Name = "n", Value = 2.5 };
    public static Nothing Empty;
}
struct Wrapped { public string Name; public double Value; public override string ToString() => FormattableString.Invariant($"{Name}={Value}"); }
struct Nothing { }
