var p = new P { X = 1, Y = 2 }; var q = p; q.X = 10; Console.WriteLine($"{p.X} {q.X} {p.Sum()} {p}");
Mut(ref p); Console.WriteLine(p.X); static void Mut(ref P p) { p.X = 99; p = new P { X = p.X + 1 }; }
object o = p; ((IInc)o).Inc(); Console.WriteLine(((P)o).X + " " + p.X); p.Inc(); Console.WriteLine(p.X);
P[] arr = new P[3]; arr[1].X = 5; arr[1].Inc(); Console.WriteLine(arr[1].X + " " + arr[0].X); foreach (ref var e in arr.AsSpan()) e.Y = 7; Console.WriteLine(arr[2].Y);
Console.WriteLine(new P { X = 1 }.Equals(new P { X = 1 }) + " " + new P { X = 1 }.Equals(new P { X = 2 }) + " " + new Q { S = "a", D = 1.5 }.Equals(new Q { S = new string('a', 1), D = 1.5 }) + " " + (new Q { S = "a" }.GetHashCode() == new Q { S = "a" }.GetHashCode()));
Big b = new(1, 2, 3, 4, 5, 6); Console.WriteLine(Pass(b).E + " " + b.A); static Big Pass(Big b) { b.A = 100; return b with { E = b.A + b.F }; }
Console.WriteLine(default(P).X + " " + new P().Y + " " + default(Q).S); var c = new Ctor(); Console.WriteLine(c.V + " " + default(Ctor).V);
ReadOnlyS r = new(3); Console.WriteLine(r.Twice + " " + In(r)); static int In(in ReadOnlyS r) => r.V;
Nested n = new() { Inner = { A = 3 } }; n.Inner.Arr = new int[] { 1 }; var m = n; m.Inner.A = 4; m.Inner.Arr[0] = 9; Console.WriteLine(n.Inner.A + " " + n.Inner.Arr[0]);
interface IInc { void Inc(); }
struct P : IInc { public int X, Y; public int Sum() => X + Y; public void Inc() => X++; public override string ToString() => $"({X},{Y})"; }
struct Q { public string S; public double D; }
struct Big(int a, int b, int c, int d, int e, int f) { public int A = a, B = b, C = c, D = d, E = e, F = f; }
struct Ctor { public int V; public Ctor() { V = 42; } }
readonly struct ReadOnlyS(int v) { public int V => v; public int Twice => v * 2; }
struct In1 { public int A; public int[] Arr; } struct Nested { public In1 Inner; }
