decimal a = 1.10m, b = 3m;
Console.WriteLine($"{a + b} {a - b} {a * b} {a / b} {a % b} {-a}");
Console.WriteLine($"{decimal.MaxValue} {decimal.MinValue} {1.000m} {0.1m + 0.2m == 0.3m}");
try { decimal mx = decimal.MaxValue; Console.WriteLine(mx + 1); } catch (OverflowException e) { Console.WriteLine(e.Message); }
Console.WriteLine($"{decimal.Round(2.345m, 2)} {decimal.Truncate(-2.9m)} {decimal.Floor(-2.1m)} {Math.Ceiling(2.1m)}");
Console.WriteLine($"{decimal.Parse("123.4500")} {(int)12.9m} {(double)1.5m} {(decimal)1.1} {(decimal)1.1f}");
Console.WriteLine(string.Join(",", decimal.GetBits(1.5m)));
Console.WriteLine($"{12345.6789m:N2} {12345.6789m:C} {0.256m:P1} {1234.5m:E3} {79228162514264337593543950335m:N0}");
decimal sum = 0; for (int i = 1; i <= 100; i++) sum += 1m / i; Console.WriteLine(sum);
Console.WriteLine(1.10m.GetHashCode() == 1.1m.GetHashCode());
Console.WriteLine(1.10m.CompareTo(1.1m) + " " + 1.10m.Equals(1.1m));
