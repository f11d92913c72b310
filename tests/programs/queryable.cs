// IQueryable over collections: EnumerableQuery rewrites trees to calls of Enumerable; and a provider of one's own.
//stress: 500
using System.Linq.Expressions;
using System.Collections;

var people = new[] { new P("Ann", 30, "x"), new P("Bob", 25, "y"), new P("Cid", 41, "x"), new P("Dan", 25, "z") };
IQueryable<P> q = people.AsQueryable();
Console.WriteLine(q.ElementType + " " + q.Provider.GetType().Name);
Console.WriteLine(string.Join(" ", q.Where(p => p.Age > 26).Select(p => p.Name)));
Console.WriteLine(string.Join(" ", q.OrderBy(p => p.Age).ThenByDescending(p => p.Name).Select(p => p.Name + p.Age)));
Console.WriteLine(string.Join(" ", q.GroupBy(p => p.City).OrderBy(g => g.Key).Select(g => g.Key + g.Count())));
Console.WriteLine($"{q.Count()} {q.Count(p => p.Age == 25)} {q.Any(p => p.Age > 40)} {q.All(p => p.Age > 40)} {q.Sum(p => p.Age)} {q.Max(p => p.Age)} {q.Min(p => p.Name)}");
Console.WriteLine($"{q.First().Name} {q.FirstOrDefault(p => p.Age > 100)?.Name ?? "none"} {q.Last().Name} {q.Single(p => p.Age == 41).Name} {q.ElementAt(1).Name}");
Console.WriteLine(q.Average(p => p.Age).ToString(System.Globalization.CultureInfo.InvariantCulture));
Console.WriteLine(string.Join(" ", q.Select(p => p.City).Distinct().Reverse()));
Console.WriteLine(string.Join(" ", q.Skip(1).Take(2).Select(p => p.Age * 2)));
Console.WriteLine(string.Join(" ", q.SelectMany(p => p.Name.ToCharArray()).Where(c => c > 'b').Select(c => c.ToString())));
Console.WriteLine(string.Join(" ", q.Join(new[] { ("x", 1), ("y", 2) }, p => p.City, t => t.Item1, (p, t) => p.Name + t.Item2)));
Console.WriteLine(string.Join(" ", from p in q where p.Age < 40 let n = p.Name.Length orderby p.Name descending select new { p.Name, n }));
Console.WriteLine(string.Join(" ", q.Select(p => p.Age).Concat(new[] { 1, 2 }.AsQueryable()).Except(new[] { 25 })));
Console.WriteLine(q.Aggregate(0, (sum, p) => sum + p.Age) + " " + q.Select(p => p.Age).Aggregate((a, b) => a * 2 + b));
Console.WriteLine(q.Select(p => (long?)p.Age).Sum() + " " + q.Select(p => p.Name).Contains("Bob") + " " + q.Where(p => p.Name.StartsWith("A")).Select(p => p).ToList().Count);
Console.WriteLine(string.Join(" ", q.Zip(new[] { 1, 2, 3 }, (p, n) => p.Name + n)) + " " + string.Join(" ", q.Cast<object>().OfType<P>().TakeWhile(p => p.Age > 20).Select(p => p.Name)));
Console.WriteLine(q.Where(p => p.Age > 26).Select(p => p.Name).Expression);

// predicates that are put together when the program runs
IQueryable<P> filtered = q;
foreach (var (name, min) in new[] { ("Age", 26), ("Age", 20) })
{
    var p = Expression.Parameter(typeof(P), "p");
    filtered = filtered.Where(Expression.Lambda<Func<P, bool>>(Expression.GreaterThan(Expression.Property(p, name), Expression.Constant(min)), p));
}
Console.WriteLine(string.Join(" ", filtered.Select(p => p.Name)));
int[] numbers = { 5, 3, 8 };
Console.WriteLine(string.Join(" ", numbers.AsQueryable().OrderBy(n => n).Select(n => n * n).Where(n => n > 9)) + " " + numbers.AsQueryable().Sum() + " " + numbers.AsQueryable().Max());

// a provider that only writes down what it is asked
var table = new Table<P>("people");
Console.WriteLine(table.Where(p => p.Age > 3 && p.Name == "x").OrderBy(p => p.Name).Select(p => new { p.Name }).ToString());
Console.WriteLine(table.Count(p => p.City == "here"));

record P(string Name, int Age, string City);
class Table<T>(string name) : IOrderedQueryable<T>, IQueryProvider
{
    Expression? expression;
    public Type ElementType => typeof(T);
    public Expression Expression => expression ??= Expression.Constant(this);
    public IQueryProvider Provider => this;
    public IEnumerator<T> GetEnumerator() => throw new NotSupportedException();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    public IQueryable CreateQuery(Expression e) => throw new NotSupportedException();
    public IQueryable<E> CreateQuery<E>(Expression e) => new Table<E>(name) { expression = e };
    public object Execute(Expression e) => throw new NotSupportedException();
    public R Execute<R>(Expression e) => typeof(R) == typeof(int) ? (R)(object)e.ToString().Length : throw new NotSupportedException();
    public override string ToString() => Expression is ConstantExpression ? name : Expression.ToString();
}
