// Members in trees: properties, fields, calls, constructors, initialisers, invocations, closures, quoting, generic methods.
//stress: 200
using System.Linq.Expressions;
using System.Reflection;

var point = new Point { X = 1, Y = 2 };
int factor = 10;
Expression<Func<Point, int>> scaled = p => (p.X + p.Y) * factor;
Console.WriteLine(scaled.Body);
var run = scaled.Compile();
Console.WriteLine(run(point));
factor = 100;
Console.WriteLine(run(point));

Expression<Func<int, Point>> make = n => new Point { X = n, Y = n * 2, Inner = { Name = "in" + n }, Tags = { "a", "b" } };
Console.WriteLine(make);
var made = make.Compile()(4);
Console.WriteLine($"{made.X} {made.Y} {made.Inner.Name} {string.Join(",", made.Tags)}");

Expression<Func<int, List<int>>> list = n => new List<int> { n, n + 1, n * n };
Console.WriteLine(list + " -> " + string.Join(" ", list.Compile()(5)));
Expression<Func<string, Dictionary<string, int>>> map = s => new Dictionary<string, int> { { s, s.Length }, { "x", 1 } };
Console.WriteLine(map + " -> " + map.Compile()("abc").Count);
Expression<Func<int, object>> anonymous = n => new { N = n, Square = n * n };
Console.WriteLine(anonymous + " -> " + anonymous.Compile()(6));
Expression<Func<int, int[]>> array = n => new[] { n, n + 1 };
Console.WriteLine(array + " -> " + array.Compile()(1).Length);
Expression<Func<int, int[]>> bounds = n => new int[n];
Console.WriteLine(bounds + " -> " + bounds.Compile()(3).Length);

Expression<Func<string, string>> text = s => s.Trim().ToUpper().Substring(1, 2).Replace("B", "-");
Console.WriteLine(text + " -> " + text.Compile()("  abc "));
Expression<Func<int, int, int>> max = (x, y) => Math.Max(x, y) + Math.Abs(-x);
Console.WriteLine(max + " -> " + max.Compile()(3, 9));
Expression<Func<string, bool>> empty = s => string.IsNullOrEmpty(s);
Console.WriteLine(empty + " -> " + empty.Compile()(""));
Expression<Func<Shape, double>> area = s => s.Area();
Console.WriteLine(area.Compile()(new Square { Side = 3 }) + " " + area.Compile()(new Shape()));
Expression<Func<IComparable, object, int>> compare = (x, y) => x.CompareTo(y);
Console.WriteLine(compare.Compile()(3, 4));
Expression<Func<int>> statics = () => Counter.Next() + Counter.Value;
Console.WriteLine(statics.Compile()());
Expression<Func<Point, int>> field = p => p.Field.Length;
Console.WriteLine(field + " " + field.Compile()(point));
Expression<Func<Pair, int>> structs = p => p.A + p.B + p.Sum();
Console.WriteLine(structs.Compile()(new Pair(3, 4)));
Expression<Func<int, string>> generic = n => Generic.Describe(n) + Generic.Describe("s") + Generic.Describe<long>(n);
Console.WriteLine(generic + " -> " + generic.Compile()(3));

Func<int, int> twice = x => x * 2;
Expression<Func<int, int>> invoke = x => twice(x) + 1;
Console.WriteLine(invoke.Body.NodeType + " " + invoke.Compile()(20));
Expression<Func<int, Func<int, int>>> curried = x => y => x - y;
Console.WriteLine(curried + " -> " + curried.Compile()(10)(3));
Expression<Func<Expression<Func<int, int>>>> quoted = () => x => x + 1;
Console.WriteLine(quoted + " -> " + quoted.Compile()()  + " -> " + quoted.Compile()().Compile()(1));
Expression<Func<int, Expression<Func<int>>>> quotedClosure = n => () => n * 7;
Console.WriteLine(quotedClosure.Compile()(6).Compile()());

var composed = Expression.Lambda<Func<int, int>>(Expression.Invoke(invoke, Expression.Invoke(invoke, Expression.Constant(1))), Expression.Parameter(typeof(int), "unused"));
Console.WriteLine(composed + " " + composed.Compile()(0));

// by name
var s1 = Expression.Parameter(typeof(string), "s");
Console.WriteLine(Expression.Lambda<Func<string, int>>(Expression.Property(s1, "Length"), s1).Compile()("four"));
var p1 = Expression.Parameter(typeof(Point), "p");
Console.WriteLine(Expression.Lambda<Func<Point, int>>(Expression.PropertyOrField(p1, "Y"), p1).Compile()(point));
Console.WriteLine(Expression.Lambda<Func<Point, string>>(Expression.Field(p1, "Field"), p1).Compile()(point));
Console.WriteLine(Expression.Lambda<Func<string, string>>(Expression.Call(s1, "ToLowerInvariant", null), s1).Compile()("LOW"));
Console.WriteLine(Expression.Lambda<Func<Point, int>>(Expression.Assign(Expression.Property(p1, "X"), Expression.Constant(77)), p1).Compile()(point) + " " + point.X);

// what a tree says about itself
var call = (MethodCallExpression)((BinaryExpression)max.Body).Left;
Console.WriteLine(call.Method.Name + " " + call.Method.DeclaringType + " " + call.Arguments.Count);
var member = (MemberExpression)((Expression<Func<Point, int>>)(p => p.X)).Body;
Console.WriteLine(member.Member + " " + (member.Member is PropertyInfo));

class Inner { public string Name { get; set; } = ""; }
class Point { public int X { get; set; } public int Y { get; set; } public Inner Inner { get; } = new(); public List<string> Tags { get; } = new(); public string Field = "field"; }
class Shape { public virtual double Area() => 0; }
class Square : Shape { public double Side; public override double Area() => Side * Side; }
static class Counter { public static int Value; public static int Next() => ++Value * 10; }
struct Pair(int a, int b) { public int A = a; public int B { get; } = b; public int Sum() => A + B; }
static class Generic { public static string Describe<T>(T value) => typeof(T).Name + ":" + value + ";"; }
