// dynamic: arithmetic, comparison, conversion and assignment decided by what the values are.
//stress: 500
using System.Globalization;
using Microsoft.CSharp.RuntimeBinder;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
object?[] values = { 7, 2L, 2.5, 1.5m, "s", 'c', true, (byte)3, DayOfWeek.Friday, null };
foreach (dynamic? a in values)
    foreach (dynamic? b in new object?[] { 3, 0.5, "t", null })
    {
        Console.Write($"{a ?? "null"} + {b ?? "null"}: ");
        try { Console.Write($"{(object?)(a + b) ?? "null"} {((object?)(a + b))?.GetType().Name}"); }
        catch (RuntimeBinderException e) { Console.Write(e.Message); }
        Console.WriteLine();
    }

dynamic x = 10, y = 3;
Console.WriteLine($"{x - y} {x * y} {x / y} {x % y} {x << y} {x >> 1} {x & y} {x | y} {x ^ y}");
Console.WriteLine($"{x < y} {x > y} {x <= 10} {x >= 11} {x == 10} {x != y}");
Console.WriteLine($"{-x} {+x} {~x} {!(x == y)}");
x += 5; y -= 1; Console.WriteLine($"{x} {y}");
x *= y; Console.WriteLine(x);
x++; ++x; y--; Console.WriteLine($"{x} {y}");
x = 1.5; x += 1; Console.WriteLine(x + " " + x.GetType());
x = "text"; x += 1; Console.WriteLine(x);
dynamic t = true, f = false;
Console.WriteLine($"{t && f} {t || f} {t & f} {t ^ t} {(t ? "yes" : "no")}");
if (t) Console.WriteLine("taken");
dynamic big = int.MaxValue;
Console.WriteLine(unchecked(big + 1));
try { Console.WriteLine(checked(big + 1)); } catch (OverflowException e) { Console.WriteLine(e.Message); }
dynamic zero = 0;
try { Console.WriteLine(big / zero); } catch (DivideByZeroException e) { Console.WriteLine(e.Message); }
Console.WriteLine(1.0 / zero);

// conversions
dynamic d = 5;
int i = d; long l = d; double dbl = d; object o = d; int? maybe = d;
Console.WriteLine($"{i} {l} {dbl} {o} {maybe}");
byte by = (byte)d; DayOfWeek day = (DayOfWeek)d; string text = (string)(dynamic)"cast";
Console.WriteLine($"{by} {day} {text}");
try { string s = d; } catch (RuntimeBinderException e) { Console.WriteLine(e.Message); }
try { string s = (string)d; } catch (RuntimeBinderException e) { Console.WriteLine(e.Message); }
d = 3.7;
try { int n = d; } catch (RuntimeBinderException e) { Console.WriteLine(e.Message); }
Console.WriteLine((int)d);
d = null;
try { int n = d; } catch (RuntimeBinderException e) { Console.WriteLine(e.Message); }
int? none = d;
Console.WriteLine(none is null);
d = new Meters(5);
double m = d; Meters back = (Meters)(dynamic)2.5; Console.WriteLine($"{m} {back.Value}");
Console.WriteLine($"{(d + d).Value} {(-d).Value} {d == new Meters(5)} {d > new Meters(1)} {(d * 2).Value}");
if (d) Console.WriteLine("long"); else Console.WriteLine("short");

// loops, using, foreach, lambdas, arrays
dynamic list = new List<int> { 1, 2, 3 };
int sum = 0;
foreach (var item in list) sum += item;
Console.WriteLine(sum);
dynamic arr = new[] { 1.5, 2.5 };
Console.WriteLine(arr[0] + arr[1] + arr.Length);
arr[1] = 9; Console.WriteLine(arr[1]);
try { arr[5] = 1; } catch (IndexOutOfRangeException e) { Console.WriteLine(e.GetType().Name); }
dynamic twice = (Func<int, int>)(n => n * 2);
Console.WriteLine(twice(21) + " " + twice.Invoke(4));
dynamic action = (Action<string>)(s => Console.WriteLine("action " + s));
action("runs");
try { twice("x"); } catch (RuntimeBinderException e) { Console.WriteLine(e.Message); }
try { Console.WriteLine(twice(1, 2)); } catch (RuntimeBinderException e) { Console.WriteLine(e.Message); }
for (int n = 0; n < 5; n++) { dynamic v = n % 2 == 0 ? (object)n : n.ToString(); Console.Write(v + v); Console.Write(' '); }
Console.WriteLine();

readonly struct Meters(double value)
{
    public readonly double Value = value;
    public static implicit operator double(Meters m) => m.Value;
    public static explicit operator Meters(double d) => new(d);
    public static Meters operator +(Meters a, Meters b) => new(a.Value + b.Value);
    public static Meters operator *(Meters a, int n) => new(a.Value * n);
    public static Meters operator -(Meters a) => new(-a.Value);
    public static bool operator ==(Meters a, Meters b) => a.Value == b.Value;
    public static bool operator !=(Meters a, Meters b) => !(a == b);
    public static bool operator >(Meters a, Meters b) => a.Value > b.Value;
    public static bool operator <(Meters a, Meters b) => a.Value < b.Value;
    public static bool operator true(Meters a) => a.Value > 3;
    public static bool operator false(Meters a) => a.Value <= 3;
    public override bool Equals(object? o) => o is Meters m && m == this;
    public override int GetHashCode() => Value.GetHashCode();
}
