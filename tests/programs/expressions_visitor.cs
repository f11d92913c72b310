// ExpressionVisitor, rewriting, parameter substitution, structural walks, ToString and DebugView-free printing, factories' checks.
//stress: 200
using System.Linq.Expressions;
using System.Collections.ObjectModel;

Expression<Func<int, int, int>> f = (x, y) => x * 2 + (y - 0) * 1;
Console.WriteLine(f);
var simple = (Expression<Func<int, int, int>>)new Simplify().Visit(f);
Console.WriteLine(simple + " " + simple.Compile()(3, 4) + " same:" + ReferenceEquals(f, simple));
var walker = new Names();
walker.Visit(f);
Console.WriteLine(string.Join(" ", walker.Found));

// joining two predicates
Expression<Func<int, bool>> big = n => n > 10, even = m => m % 2 == 0;
var joined = Expression.Lambda<Func<int, bool>>(Expression.AndAlso(big.Body, new Replace(even.Parameters[0], big.Parameters[0]).Visit(even.Body)), big.Parameters);
Console.WriteLine(joined);
var test = joined.Compile();
Console.WriteLine($"{test(4)} {test(11)} {test(12)}");
var negated = Expression.Lambda<Func<int, bool>>(Expression.Not(joined.Body), joined.Parameters);
Console.WriteLine(negated + " " + negated.Compile()(4));

// update keeps what is the same
var sum = (BinaryExpression)((Expression<Func<int, int>>)(n => n + 1)).Body;
Console.WriteLine(ReferenceEquals(sum, sum.Update(sum.Left, sum.Conversion, sum.Right)) + " " + sum.Update(sum.Left, null, Expression.Constant(5)));

// derivative of a polynomial
var v = Expression.Parameter(typeof(double), "v");
Expression poly = Expression.Add(Expression.Multiply(v, Expression.Multiply(v, v)), Expression.Multiply(Expression.Constant(2.0), v));
Expression Derive(Expression e) => e switch
{
    ConstantExpression => Expression.Constant(0.0),
    ParameterExpression => Expression.Constant(1.0),
    BinaryExpression { NodeType: ExpressionType.Add } b => Expression.Add(Derive(b.Left), Derive(b.Right)),
    BinaryExpression { NodeType: ExpressionType.Multiply } b => Expression.Add(Expression.Multiply(Derive(b.Left), b.Right), Expression.Multiply(b.Left, Derive(b.Right))),
    _ => throw new NotSupportedException(e.NodeType.ToString())
};
Console.WriteLine(Derive(poly));
Console.WriteLine(Expression.Lambda<Func<double, double>>(Derive(poly), v).Compile()(3));

// an extension node
var twice = new Twice(Expression.Constant(21));
Console.WriteLine(twice.NodeType + " " + twice.CanReduce + " " + Expression.Lambda<Func<int>>(twice).Compile()());

// wrong trees
void Fails(Func<object> action)
{
    try { Console.WriteLine("made " + action()); }
    catch (Exception e) { Console.WriteLine(e.GetType().Name + ": " + e.Message); }
}
Fails(() => Expression.Add(Expression.Constant(1), Expression.Constant("s")));
Fails(() => Expression.Add(Expression.Constant(1), Expression.Constant(1L)));
Fails(() => Expression.Constant("s", typeof(int)));
Fails(() => Expression.Convert(Expression.Constant("s"), typeof(int)));
Fails(() => Expression.Condition(Expression.Constant(1), Expression.Constant(1), Expression.Constant(1)));
Fails(() => Expression.Lambda<Func<int>>(Expression.Constant("s")));
Fails(() => Expression.Lambda<Func<int, int>>(Expression.Constant(1)));
Fails(() => Expression.Property(Expression.Constant("s"), "Nope"));
Fails(() => Expression.Call(Expression.Constant("s"), "Nope", null));
Fails(() => Expression.Assign(Expression.Constant(1), Expression.Constant(2)));
Fails(() => Expression.Not(Expression.Constant("s")));
Fails(() => Expression.Parameter(typeof(void)));
Fails(() => Expression.Add(null!, Expression.Constant(1)));
Fails(() => Expression.Break(Expression.Label(typeof(int))));


class Simplify : ExpressionVisitor
{
    protected override Expression VisitBinary(BinaryExpression node)
    {
        Expression left = Visit(node.Left), right = Visit(node.Right);
        if (right is ConstantExpression { Value: int n })
        {
            if (n == 0 && node.NodeType is ExpressionType.Add or ExpressionType.Subtract) return left;
            if (n == 1 && node.NodeType == ExpressionType.Multiply) return left;
        }
        return node.Update(left, node.Conversion, right);
    }
}
class Names : ExpressionVisitor
{
    public readonly List<string> Found = new();
    public override Expression? Visit(Expression? node) { if (node != null) Found.Add(node.NodeType.ToString()); return base.Visit(node); }
    protected override Expression VisitParameter(ParameterExpression node) { Found.Add("<" + node.Name + ">"); return node; }
}
class Replace(ParameterExpression from, Expression to) : ExpressionVisitor
{
    protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
}
class Twice(Expression inner) : Expression
{
    public override ExpressionType NodeType => ExpressionType.Extension;
    public override Type Type => inner.Type;
    public override bool CanReduce => true;
    public override Expression Reduce() => Add(inner, inner);
}
