// MakeGenericType and MakeGenericMethod over arguments of which only some are known: the others are what the program boxes and writes. What was not compiled can
// be described, and says so when it is called.
using System.Reflection;
class Box<T> { public T V; public Box() { } public Box(T v) { V = v; } public override string ToString() => "Box<" + typeof(T).Name + ">" + V; public static string Name() => typeof(T).Name; }
class Pair<A, B> { public A First; public B Second; public override string ToString() => typeof(A).Name + typeof(B).Name; }
class Pt { public int X = 3; public override string ToString() => "Pt" + X; }
struct Vs { public int Y; public override string ToString() => "Vs" + Y; }
enum En { A, B }
interface IShow<T> { string Show(T t); }
class ShowPt : IShow<Pt> { public string Show(Pt p) => "show " + p; }
class Limited<T> where T : Pt, new() { public T Make() => new T(); }
abstract class Base<T> { public static string Default { get; } = "default of " + typeof(T).Name; }
static class P {
  static void Try(string what, Func<object> f) { try { Console.WriteLine(what + ": " + (f() ?? "null")); } catch (Exception e) { Console.WriteLine(what + ": " + e.GetType().Name + ": " + e.Message); } }
  public static string Show<T>(T t) => typeof(T).Name + ":" + t;
  public static string Two<A, B>(A a, B b) => typeof(A).Name + typeof(B).Name + a + b;
  public static T Only<T>(T t) where T : struct => t;
  static void Main() {
    foreach (object o in new object[] { new Pt(), "s", 5, new Vs { Y = 4 }, En.B, 'c', 1.5m }) {
      Type t = o.GetType();
      Console.WriteLine("== " + t);
      Try("box", () => Activator.CreateInstance(typeof(Box<>).MakeGenericType(t), o));
      Try("static", () => typeof(Box<>).MakeGenericType(t).GetMethod("Name").Invoke(null, null));
      Try("pair", () => Activator.CreateInstance(typeof(Pair<,>).MakeGenericType(typeof(string), t)));
      Try("same", () => Activator.CreateInstance(typeof(Pair<,>).MakeGenericType(t, t)));
      Try("property", () => typeof(Base<>).MakeGenericType(t).GetProperty("Default").GetValue(null));
      Try("show", () => typeof(P).GetMethod("Show").MakeGenericMethod(t).Invoke(null, new[] { o }));
      Try("two", () => typeof(P).GetMethod("Two").MakeGenericMethod(t, typeof(int)).Invoke(null, new[] { o, 7 }));
      Try("only", () => typeof(P).GetMethod("Only").MakeGenericMethod(t).ToString());
    }
    Try("interface", () => typeof(IShow<>).MakeGenericType(typeof(Pt)).GetMethod("Show").Invoke(new ShowPt(), new object[] { new Pt() }));
    Try("limited", () => typeof(Limited<>).MakeGenericType(typeof(string)));
    MethodInfo described = typeof(P).GetMethod("Two").MakeGenericMethod(typeof(Uri), typeof(Version));
    Console.WriteLine(described + " " + described.IsGenericMethod + described.ContainsGenericParameters + described.GetGenericMethodDefinition().Equals(typeof(P).GetMethod("Two")) + described.Equals(typeof(P).GetMethod("Two").MakeGenericMethod(typeof(Uri), typeof(Version))) + string.Join(",", described.GetParameters().Select(p => p.ParameterType)));
    Try("count", () => typeof(P).GetMethod("Two").MakeGenericMethod(typeof(int)));
    Try("null", () => typeof(P).GetMethod("Two").MakeGenericMethod(typeof(int), null));
    Try("not generic", () => typeof(Pt).GetMethod("ToString").MakeGenericMethod(typeof(int)));
  }
}
