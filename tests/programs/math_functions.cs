double[] xs = { 0, 0.5, 1, -1, 2, 10, 1e-10, Math.PI };
foreach (var x in xs) Console.WriteLine($"{Math.Sin(x):F12} {Math.Cos(x):F12} {Math.Tan(x):F9} {Math.Exp(x):E10} {Math.Sqrt(Math.Abs(x)):F12} {Math.Atan(x):F12} {Math.Cbrt(x):F12}");
Console.WriteLine($"{Math.Pow(2, 10)} {Math.Pow(2, 0.5):F12} {Math.Pow(-8, 1.0 / 3)} {Math.Log(10):F12} {Math.Log10(1000)} {Math.Log2(8)} {Math.Log(8, 2)}");
Console.WriteLine($"{Math.Floor(-1.5)} {Math.Ceiling(-1.5)} {Math.Truncate(-1.5)} {Math.Abs(-3)} {Math.Atan2(1, -1):F12} {Math.IEEERemainder(10, 3)} {Math.BigMul(int.MaxValue, 2)}");
Console.WriteLine($"{Math.Clamp(5, 1, 3)} {Math.Max(3, 7)} {Math.Min(-1L, 1L)} {Math.Sign(-3)} {Math.FusedMultiplyAdd(2, 3, 4)} {Math.ScaleB(1, 4)} {Math.ILogB(10)}");
try { Math.Abs(int.MinValue); } catch (OverflowException e) { Console.WriteLine(e.Message); }
Console.WriteLine($"{System.Numerics.BitOperations.PopCount(255u)} {System.Numerics.BitOperations.LeadingZeroCount(1u)} {System.Numerics.BitOperations.TrailingZeroCount(8)} {System.Numerics.BitOperations.RotateLeft(0x80000001u, 1)} {System.Numerics.BitOperations.Log2(1000)} {System.Numerics.BitOperations.RoundUpToPowerOf2(100u)}");
Console.WriteLine($"{MathF.Sqrt(2f)} {MathF.Sin(1f)} {MathF.Pow(2f, 0.5f)} {MathF.Round(2.5f)}");
Console.WriteLine($"{int.Max(1, 2)} {double.Lerp(1, 3, 0.25)} {int.IsPow2(64)} {long.LeadingZeroCount(1)} {Half.MaxValue} {(Half)1.5f} {(Half)0.1}");
