// Expression.Lambda without a type argument: the delegate type follows from the tree, or is given as an object.
//stress: 200
using System.Linq.Expressions;
var p = Expression.Parameter(typeof(int), "p");
var l2 = Expression.Lambda(Expression.Add(p, Expression.Constant(2)), p);
Console.WriteLine(l2.Type);
var d = l2.Compile();
Console.WriteLine(d.DynamicInvoke(40));
Console.WriteLine(((Func<int,int>)d)(1));
var s = Expression.Parameter(typeof(string), "s");
var named = Expression.Lambda(typeof(Named), Expression.Property(s, "Length"), s);
Console.WriteLine(((Named)named.Compile())("four") + " " + named + " " + named.GetType());
var typed = (Expression<Func<string, int>>)Expression.Lambda(Expression.Property(s, "Length"), s);
Console.WriteLine(typed.Compile()("abc"));
delegate int Named(string s);
