double n = double.NaN;
Console.WriteLine($"{n == n} {n != n} {n < 1} {n > 1} {n <= n} {n >= n} {!(n < 1)} {n.Equals(n)} {n.CompareTo(1.0)} {1.0.CompareTo(n)}");
float fn = float.NaN; Console.WriteLine($"{fn == fn} {fn < 0} {fn > 0} {float.IsNaN(fn)} {Math.Max(1, n)} {Math.Min(n, 1)} {Math.Sign(-2.5)}");
Console.WriteLine($"{0.0 == -0.0} {0.0.Equals(-0.0)} {1 / -0.0} {Math.Max(0.0, -0.0)} {double.IsNegative(-0.0)} {-0.0}");
Console.WriteLine($"{double.Epsilon} {double.MaxValue} {double.MinValue} {float.Epsilon} {float.MaxValue}");
Console.WriteLine($"{0.1 + 0.2} {0.1f + 0.2f} {1e16 + 1} {100.0} {1e21} {123456789.123456789} {1.0 / 3} {(float)(1.0 / 3)}");
foreach (var (a, b) in new[] { (2.5, MidpointRounding.ToEven), (2.5, MidpointRounding.AwayFromZero), (-2.5, MidpointRounding.ToZero), (2.1, MidpointRounding.ToPositiveInfinity) }) Console.Write(Math.Round(a, b) + " ");
Console.WriteLine(Math.Round(2.345, 2) + " " + Math.Round(1234.5678m, 2));
try { Math.Sign(double.NaN); } catch (ArithmeticException e) { Console.WriteLine(e.Message); }
if (n > 0) Console.WriteLine("gt"); else if (n <= 0) Console.WriteLine("le"); else Console.WriteLine("unordered");
