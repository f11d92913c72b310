// Expression trees, queryables, ExpandoObject, dynamic operators and members, DynamicObject.
//stress: 200
using System.Dynamic; using System.Linq.Expressions;
Expression<Func<int, int>> sq = x => x * x + 1; Console.WriteLine(sq.Compile()(5) + " " + sq); var q = new[] { 3, 1, 2 }.AsQueryable().Where(x => x > 1).OrderBy(x => x).Select(x => new { V = x, S = x.ToString() }); foreach (var e in q) Console.WriteLine(e);
dynamic d = new ExpandoObject(); d.Name = "exp"; d.Add = (Func<int, int, int>)((a, b) => a + b); Console.WriteLine(d.Name + d.Add(2, 3)); foreach (var kv in (IDictionary<string, object?>)d) Console.WriteLine(kv.Key);
dynamic n = 5; n += 2.5; Console.WriteLine(n + " " + n.GetType()); dynamic s = "text"; Console.WriteLine(s.Length + s.Substring(1).ToUpper()); try { s.Nope(); } catch (Microsoft.CSharp.RuntimeBinder.RuntimeBinderException e) { Console.WriteLine(e.Message); }
dynamic l = new List<int> { 1, 2 }; l.Add(3); Console.WriteLine(l[2] + l.Count); var p = Expression.Parameter(typeof(string), "s"); var f = Expression.Lambda<Func<string, bool>>(Expression.AndAlso(Expression.NotEqual(p, Expression.Constant(null, typeof(string))), Expression.Call(p, "StartsWith", null, Expression.Constant("a"))), p).Compile(); Console.WriteLine(f("abc") + " " + f("x"));
var bag = new Bag(); dynamic db = bag; db.X = 4; Console.WriteLine(db.X + " " + db.Missing); Console.WriteLine(Over(n) + Over((dynamic)"s") + Over((dynamic)1)); static string Over(object o) => "o"; 
class Bag : DynamicObject { readonly Dictionary<string, object?> v = new(); public override bool TryGetMember(GetMemberBinder b, out object? r) { if (!v.TryGetValue(b.Name, out r)) r = "no " + b.Name; return true; } public override bool TrySetMember(SetMemberBinder b, object? x) { v[b.Name] = x; return true; } }
