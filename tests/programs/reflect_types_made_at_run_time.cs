// Types that only reflection names are described in full, although no code was compiled for them; constraints are checked.
using System.Reflection;

Type[] arguments = [typeof(int), typeof(string), typeof(DateOnly), typeof(Point), typeof(List<Point>), typeof(int[]), typeof(Kind)];
Type[] definitions = [typeof(IEquatable<>), typeof(IComparer<>), typeof(Nullable<>), typeof(List<>), typeof(Pair<,>), typeof(NeedsNew<>), typeof(NeedsInterface<>), typeof(NeedsClass<>), typeof(Func<>)];
foreach (Type d in definitions.OrderBy(d => d.Name))
    foreach (Type a in arguments)
        try
        {
            Type made = d.MakeGenericType(Enumerable.Repeat(a, d.GetGenericArguments().Length).ToArray());
            Console.WriteLine($"{made} | {made.IsValueType} {made.IsInterface} {made.ContainsGenericParameters} {made.GetGenericTypeDefinition() == d} {made.BaseType} {made == d.MakeGenericType(made.GetGenericArguments())}");
        }
        catch (ArgumentException e) { Console.WriteLine($"{d.Name} {a.Name}: {e.GetType().Name} {e.Message}"); }

Console.WriteLine(typeof(Pair<,>).MakeGenericType(typeof(Point), typeof(byte)).GetProperty("First")!.PropertyType);
Console.WriteLine(string.Join(" ", typeof(Pair<,>).MakeGenericType(typeof(Kind), typeof(byte)).GetFields().Select(f => f.ToString())));
Console.WriteLine(typeof(IEquatable<>).MakeGenericType(typeof(Point)).IsAssignableFrom(typeof(Point)));
Console.WriteLine(typeof(IEquatable<>).MakeGenericType(typeof(NeedsNew<Point>)).IsAssignableFrom(typeof(Point)));
Console.WriteLine(typeof(IComparable<>).MakeGenericType(typeof(int)).IsInstanceOfType(5));
foreach (Type e in new[] { typeof(Point), typeof(Kind), typeof(decimal), typeof(Point[]), typeof(Pair<Kind, Kind>) })
    Console.WriteLine($"{e.MakeArrayType()} {e.MakeArrayType(2)} {e.MakePointerType()} {e.MakeByRefType()} {e.MakeArrayType().GetElementType() == e} {e.MakeArrayType(3).GetArrayRank()}");
object list = Activator.CreateInstance(typeof(List<>).MakeGenericType(typeof(Point)))!;
Console.WriteLine(list.GetType());
Console.WriteLine(Assembly.GetExecutingAssembly() == typeof(Point).Assembly);

public record struct Point(int X, int Y);
public enum Kind { A, B }
public class Pair<T, U> { public T? First { get; set; } public U? Second; public Dictionary<T, U[]>? Both; }
public class NeedsNew<T> where T : new();
public class NeedsInterface<T> where T : IEquatable<T>;
public class NeedsClass<T> where T : class;
