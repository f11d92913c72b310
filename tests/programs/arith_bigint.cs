using System.Numerics;
BigInteger f = 1; for (int i = 2; i <= 100; i++) f *= i;
Console.WriteLine(f); Console.WriteLine(f / BigInteger.Pow(10, 100)); Console.WriteLine(f % 1000003);
Console.WriteLine(BigInteger.Parse("-123456789012345678901234567890") * 3 + 7);
Console.WriteLine(BigInteger.ModPow(3, 1000, 1000007)); Console.WriteLine(BigInteger.GreatestCommonDivisor(f, 1 << 20));
Console.WriteLine((BigInteger.One << 200).ToString("x")); Console.WriteLine((int)(f % 97)); Console.WriteLine(BigInteger.Compare(f, -f));
Int128 a = Int128.MaxValue; Console.WriteLine(a); UInt128 u = UInt128.MaxValue / 3; Console.WriteLine(u); Console.WriteLine((Int128)(-5) * 7 >> 1);
Console.WriteLine(new Complex(1, 2) * new Complex(3, -1));
