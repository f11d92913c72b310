// Trees built by hand: blocks, loops, goto, switch, try, filters, by-reference variables.
//stress: 200
using System.Linq.Expressions;
using static System.Linq.Expressions.Expression;

var writeLine = typeof(Console).GetMethod("WriteLine", new[] { typeof(string) })!;
Expression Print(string text) => Call(writeLine, Constant(text));

// factorial
{
    var n = Parameter(typeof(int), "n");
    var result = Variable(typeof(int), "result");
    var done = Label(typeof(int), "done");
    var body = Block(new[] { result },
        Assign(result, Constant(1)),
        Loop(IfThenElse(GreaterThan(n, Constant(1)), MultiplyAssign(result, PostDecrementAssign(n)), Break(done, result)), done));
    var lambda = Lambda<Func<int, int>>(body, n);
    Console.WriteLine(lambda);
    Console.WriteLine(lambda.Compile()(10));
}
// continue, goto
{
    var i = Variable(typeof(int), "i");
    var sum = Variable(typeof(int), "sum");
    var brk = Label(); var cont = Label();
    var lambda = Lambda<Func<int>>(Block(new[] { i, sum },
        Loop(Block(
            IfThen(GreaterThanOrEqual(i, Constant(10)), Break(brk)),
            PreIncrementAssign(i),
            IfThen(Equal(Modulo(i, Constant(2)), Constant(0)), Continue(cont)),
            AddAssign(sum, i)), brk, cont),
        sum));
    Console.WriteLine(lambda.Compile()());
    var top = Label("top");
    var k = Variable(typeof(int), "k");
    var jump = Lambda<Func<int>>(Block(new[] { k }, Label(top), AddAssign(k, Constant(3)), IfThen(LessThan(k, Constant(20)), Goto(top)), k));
    Console.WriteLine(jump.Compile()());
}
// switch on integers, strings, with a method
{
    var x = Parameter(typeof(int), "x");
    var byNumber = Lambda<Func<int, string>>(Switch(x, Constant("many"), SwitchCase(Constant("none"), Constant(0)), SwitchCase(Constant("few"), Constant(1), Constant(2), Constant(3))), x).Compile();
    for (int v = -1; v < 5; v++) Console.Write(byNumber(v) + " ");
    Console.WriteLine();
    var s = Parameter(typeof(string), "s");
    var byText = Lambda<Func<string, int>>(Switch(s, Constant(-1), SwitchCase(Constant(1), Constant("one")), SwitchCase(Constant(2), Constant("two")), SwitchCase(Constant(0), Constant(null, typeof(string)))), s).Compile();
    Console.WriteLine($"{byText("one")} {byText("two")} {byText(null!)} {byText("x")}");
    var same = typeof(Helper).GetMethod(nameof(Helper.SameIgnoringCase))!;
    var byMethod = Lambda<Func<string, int>>(Switch(s, Constant(-1), same, SwitchCase(Constant(1), Constant("ONE"))), s).Compile();
    Console.WriteLine($"{byMethod("one")} {byMethod("OnE")} {byMethod("two")}");
}
// try, catch, finally, filter, fault, rethrow
{
    var n = Parameter(typeof(int), "n");
    var e = Variable(typeof(InvalidOperationException), "e");
    var ctor = typeof(InvalidOperationException).GetConstructor(new[] { typeof(string) })!;
    var body = TryCatchFinally(
        Block(typeof(string),
            IfThen(Equal(n, Constant(0)), Throw(New(ctor, Constant("zero")))),
            IfThen(Equal(n, Constant(1)), Throw(New(ctor, Constant("one")))),
            Condition(Equal(Divide(Constant(10), Subtract(n, Constant(2))), Constant(10)), Constant("ten"), Constant("other"))),
        Print("finally"),
        Catch(e, Concat(Constant("filtered "), Property(e, "Message")), Equal(Property(e, "Message"), Constant("one"))),
        Catch(e, Concat(Constant("caught "), Property(e, "Message"))),
        Catch(typeof(DivideByZeroException), Constant("divided by zero")));
    var run = Lambda<Func<int, string>>(body, n).Compile();
    for (int v = 0; v < 5; v++) Console.WriteLine(run(v));
    static Expression Concat(Expression a, Expression b) => Add(a, b, typeof(string).GetMethod("Concat", new[] { typeof(string), typeof(string) }));
    var rethrow = Lambda<Action>(TryCatch(Block(typeof(void), Throw(New(ctor, Constant("again")))), Catch(typeof(InvalidOperationException), Block(typeof(void), Print("rethrowing"), Rethrow())))).Compile();
    try { rethrow(); } catch (InvalidOperationException x) { Console.WriteLine(x.Message); }
    var faults = Lambda<Action>(TryFault(Throw(New(ctor, Constant("faulty"))), Print("fault"))).Compile();
    try { faults(); } catch (Exception x) { Console.WriteLine(x.GetType().Name + " " + x.Message); }
}
// arrays, indexers, by-reference arguments
{
    var arr = Variable(typeof(int[]), "arr");
    var fill = Lambda<Func<int>>(Block(new[] { arr },
        Assign(arr, NewArrayInit(typeof(int), Constant(1), Constant(2), Constant(3))),
        Assign(ArrayAccess(arr, Constant(1)), Constant(20)),
        AddAssign(ArrayAccess(arr, Constant(2)), Constant(5)),
        Add(Add(ArrayIndex(arr, Constant(0)), ArrayIndex(arr, Constant(1))), Add(ArrayIndex(arr, Constant(2)), ArrayLength(arr)))));
    Console.WriteLine(fill.Compile()());
    var grid = Lambda<Func<int[,]>>(NewArrayBounds(typeof(int), Constant(2), Constant(3))).Compile()();
    Console.WriteLine(grid.Length + " " + grid.Rank);
    var x = Variable(typeof(int), "x");
    var tryParse = typeof(int).GetMethod("TryParse", new[] { typeof(string), typeof(int).MakeByRefType() })!;
    var parse = Lambda<Func<int>>(Block(new[] { x }, Condition(Call(tryParse, Constant("123"), x), x, Constant(-1))));
    Console.WriteLine(parse.Compile()());
    var p = Parameter(typeof(int).MakeByRefType(), "p");
    var bump = Lambda<Bump>(Block(typeof(void), Assign(p, Add(p, Constant(1)))), p).Compile();
    int value = 41;
    bump(ref value);
    Console.WriteLine(value);
    var dict = Parameter(typeof(Dictionary<string, int>), "d");
    var item = typeof(Dictionary<string, int>).GetProperty("Item")!;
    var index = Lambda<Func<Dictionary<string, int>, int>>(Block(Assign(MakeIndex(dict, item, new[] { Constant("k") }), Constant(9)), Add(MakeIndex(dict, item, new[] { Constant("k") }), Property(dict, "Count"))), dict);
    Console.WriteLine(index.Compile()(new Dictionary<string, int>()));
}
// using a variable of an outer lambda in an inner one
{
    var n = Variable(typeof(int), "n");
    var inner = Lambda<Func<int>>(PreIncrementAssign(n));
    var outer = Lambda<Func<Func<int>>>(Block(new[] { n }, Assign(n, Constant(10)), inner)).Compile();
    var counter = outer();
    Console.WriteLine($"{counter()} {counter()} {outer()()}");
}
delegate void Bump(ref int x);
static class Helper { public static bool SameIgnoringCase(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase); }
