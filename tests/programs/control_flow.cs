for (int i = 0; i < 3; i++) { for (int j = 0; j < 3; j++) { if (j == 1) continue; if (i == 2) goto done; Console.Write($"{i}{j} "); } }
done: Console.WriteLine("done");
int k = 0; do { k++; } while (k < 5); while (true) { if (--k == 0) break; } Console.WriteLine(k);
foreach (var v in new[] { 0, 1, 5, 10, 100, -3 })
{
    switch (v) { case 0: Console.Write("zero "); break; case 1: case 5: Console.Write("1or5 "); goto case 10; case 10: Console.Write("ten "); break; default: Console.Write("other "); break; }
}
Console.WriteLine();
foreach (var s in new[] { "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "x" })
    switch (s) { case "alpha": Console.Write(1); break; case "beta": Console.Write(2); break; case "gamma": Console.Write(3); break; case "delta": Console.Write(4); break; case "epsilon": Console.Write(5); break; case "zeta": Console.Write(6); break; case "eta": Console.Write(7); break; default: Console.Write("?"); break; }
Console.WriteLine();
int t = 7; string r = t switch { < 0 => "neg", 0 => "zero", > 5 and < 10 => "mid", _ => "big" }; Console.WriteLine(r);
bool a = true, b = false; Console.WriteLine($"{a && b} {a || b} {a ^ b} {a & !b} {(a ? 1 : 2)}");
int x = 1; x += x++ + ++x; Console.WriteLine(x);
long sum = 0; for (long i = 0; i < 1000; i += 7) { if (i % 3 == 0) continue; sum += i; } Console.WriteLine(sum);
static int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2); Console.WriteLine(Fib(20));
