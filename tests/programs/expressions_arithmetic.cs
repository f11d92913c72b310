// Trees of arithmetic, comparison and conversion: printed, compiled, run.
//stress: 200
using System.Linq.Expressions;

static void Show<T>(Expression<Func<T>> e)
{
    string result;
    try { result = e.Compile()() is object o ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{o}") : "null"; }
    catch (Exception x) { result = x.GetType().Name + ": " + x.Message; }
    Console.WriteLine($"{e} = {result}");
}

int least = int.MinValue, a = 7, b = 3, zero = 0, big = int.MaxValue;
long l = 1L << 40;
double d = 2.5;
float f = 0.5f;
decimal m = 10.25m;
byte by = 200;
sbyte sb = -5;
short sh = -300;
ushort us = 60000;
uint ui = 4000000000;
ulong ul = 1UL << 63;
char c = 'x';
string s = "abc";
bool t = true, no = false;
int? none = null, five = 5;

Show(() => a + b * 2 - a / b % 4);
Show(() => a / zero);
Show(() => big + 1);
Show(() => checked(big + 1));
Show(() => unchecked(big * 2));
Show(() => checked(big * 2));
Show(() => checked((byte)big));
Show(() => unchecked((byte)big));
Show(() => checked((sbyte)by));
Show(() => (short)l);
Show(() => checked((int)ui));
Show(() => checked((long)ul));
Show(() => l << 3 | 5L ^ 2L & ~1L);
Show(() => l >> 2);
Show(() => sb >> 1);
Show(() => ui >> 3);
Show(() => -a);
Show(() => +d);
Show(() => ~a);
Show(() => !t);
Show(() => checked(-least));
Show(() => d * f + a);
Show(() => d / 0);
Show(() => m * 2 - 0.25m);
Show(() => m / zero);
Show(() => (int)m);
Show(() => (decimal)d);
Show(() => sh + us);
Show(() => ul + 1);
Show(() => us * us);
Show(() => c + 1);
Show(() => (char)(c + 1));
Show(() => s + a + c + d + null);
Show(() => s + s);
Show(() => a > b && b > zero);
Show(() => no || a == 7);
Show(() => t & no | t ^ no);
Show(() => a <= b ? "le" : "gt");
Show(() => s == "abc");
Show(() => s != null);
Show(() => none ?? a);
Show(() => five + none);
Show(() => five + 1);
Show(() => five > none);
Show(() => five == 5);
Show(() => none == null);
Show(() => five.Value * five.GetValueOrDefault());
Show(() => none.HasValue);
Show(() => -none);
Show(() => (long?)five);
Show(() => (int)five!);
Show(() => none!.Value);
Show(() => (object)a);
Show(() => (int)(object)a);
Show(() => (int)(object)s);
Show(() => (object)s as string);
Show(() => (object)a as string);
Show(() => (object)s is string);
Show(() => (object)five is int);
Show(() => (DayOfWeek)a);
Show(() => (int)DayOfWeek.Friday);
Show(() => DayOfWeek.Friday == (DayOfWeek)5);
Show(() => (ConsoleColor)(a + 1));
Show(() => d > 2 && d < 3);
Show(() => d == double.NaN);
Show(() => float.IsNaN(f));
Show(() => DateTime.UnixEpoch + TimeSpan.FromHours(a) > DateTime.UnixEpoch);
Show(() => TimeSpan.FromMinutes(b) - TimeSpan.FromMinutes(a));
