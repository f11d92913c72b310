//stdin: Point\n
// Generic methods that reflection finds and instantiates over types that it finds out when it runs.
using System.Collections;
using System.Reflection;

Console.WriteLine(Converter.ToArrayOf(typeof(int), new object[] { 1, 2, 3 }).GetType());
Console.WriteLine(Converter.ToArrayOf(typeof(string), new object[] { "a" }).GetType());
Console.WriteLine(Converter.ToArrayOf(Type.GetType(Console.In.ReadLine() ?? "Point")!, new object[] { new Point(1, 2) }).GetType());
foreach (object o in new object[] { 5, "text", 2.5, true, new Point(3, 4), Kind.B })
{
    MethodInfo open = typeof(Describer).GetMethods().First(m => m.Name.StartsWith("Describe") && m.IsGenericMethodDefinition);
    Console.WriteLine(open.MakeGenericMethod(o.GetType()).Invoke(null, [o]));
}
foreach (object o in new object[] { 1, "b" })
    foreach (object p in new object[] { "c", true })
        Console.WriteLine(typeof(Describer).GetMethod("Both")!.MakeGenericMethod(o.GetType(), p.GetType()).Invoke(null, [o, p]));
var handlers = new Dictionary<Type, object>();
foreach (Type t in new[] { typeof(Point), typeof(Kind), typeof(int) })
    handlers[t] = Activator.CreateInstance(Choose(t).MakeGenericType(t))!;
foreach (object h in handlers.Values) Console.WriteLine(h.GetType().GetMethod("Name")!.Invoke(h, null));
static Type Choose(Type t) => t.IsEnum ? typeof(EnumHandler<>) : typeof(Handler<>);

public record struct Point(int X, int Y);
public enum Kind { A, B }
public class Handler<T> { public string Name() => "handles " + typeof(T).Name; }
public class EnumHandler<T> where T : struct { public string Name() => "enum " + string.Join(",", Enum.GetNames(typeof(T))); }

public static class Describer
{
    public static string Describe<T>(T value) => $"{typeof(T).Name}: {(value is IEnumerable e and not string ? string.Join(";", e.Cast<object>()) : value)} {default(T) is null}";
    public static string Both<T, U>(T a, U b) => $"{typeof(T).Name}={a} {typeof(U).Name}={b}";
}

public static class Converter
{
    private static readonly MethodInfo cast = typeof(Enumerable).GetRuntimeMethods().First(m => m.Name == "Cast");
    private static readonly MethodInfo toArray = typeof(Enumerable).GetRuntimeMethods().First(m => m.Name == "ToArray");
    public static object ToArrayOf(Type element, IEnumerable values) => toArray.MakeGenericMethod(element).Invoke(null, [cast.MakeGenericMethod(element).Invoke(null, [values])])!;
}
