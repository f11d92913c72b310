// Virtual calls, interface calls, delegates, generics over structs, exceptions.
int n = args.Length > 0 ? int.Parse(args[0]) : 100_000_000;
Shape[] shapes = [new Square(2), new Circle(1), new Square(3)];
long sum = 0;
for (int i = 0; i < n; i++) sum += shapes[i % 3].Area(i);
IShape[] interfaces = [new Square(2), new Circle(1), new Square(3)];
for (int i = 0; i < n; i++) sum += interfaces[i % 3].Grow(i);
Func<int, int> f = x => x + 1;
for (int i = 0; i < n; i++) sum += f(i);
Console.WriteLine(sum);
Console.WriteLine(Fib(38));
int caught = 0;
for (int i = 0; i < n / 1000; i++)
    try { Throw(i); } catch (InvalidOperationException) { caught++; }
Console.WriteLine(caught);

static int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);
static void Throw(int i) { if (i >= 0) throw new InvalidOperationException(); }

interface IShape { int Grow(int by); }
abstract class Shape : IShape { public abstract int Area(int scale); public abstract int Grow(int by); }
sealed class Square(int side) : Shape { public override int Area(int scale) => side * side + scale; public override int Grow(int by) => side + by; }
sealed class Circle(int radius) : Shape { public override int Area(int scale) => 3 * radius * radius - scale; public override int Grow(int by) => radius - by; }
