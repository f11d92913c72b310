// Algorithms written once over INumber and friends, run over every built-in numeric type; conversions between all of them in three ways.
using System.Globalization; using System.Numerics;
static class P
{
    static readonly CultureInfo Inv = CultureInfo.InvariantCulture;
    static T Gcd<T>(T a, T b) where T : IBinaryInteger<T> { while (!T.IsZero(b)) (a, b) = (b, a % b); return T.IsNegative(a) ? -a : a; }
    static T Power<T>(T x, int n) where T : IMultiplyOperators<T, T, T>, IMultiplicativeIdentity<T, T> { T r = T.MultiplicativeIdentity; for (; n > 0; n >>= 1, x *= x) if ((n & 1) != 0) r *= x; return r; }
    static T Horner<T>(T x, params ReadOnlySpan<T> c) where T : INumberBase<T> { T r = T.Zero; foreach (T k in c) r = T.MultiplyAddEstimate(r, x, k); return r; }
    static (T min, T max, T sum, T mean) Stats<T>(IEnumerable<T> s) where T : INumber<T>
    { T min = default!, max = default!, sum = T.Zero; int n = 0; foreach (T x in s) { min = n == 0 ? x : T.Min(min, x); max = n == 0 ? x : T.Max(max, x); sum += x; n++; } return (min, max, sum, sum / T.CreateChecked(n)); }
    static string Bits<T>(T x) where T : IBinaryInteger<T> => $"{x.GetByteCount()}b {T.PopCount(x)} {T.LeadingZeroCount(x)} {T.TrailingZeroCount(x)} {x.GetShortestBitLength()} {T.RotateLeft(x, 3)} {T.IsPow2(x)}";
    static string Range<T>() where T : INumber<T>, IMinMaxValue<T> => $"{typeof(T).Name} {T.MinValue.ToString(null, Inv)}..{T.MaxValue.ToString(null, Inv)} radix {T.Radix} one {T.One} abs {T.Abs(T.One)} even {T.IsEvenInteger(T.One + T.One)} clamp {T.Clamp(T.MaxValue, T.Zero, T.One)}";
    static string Conv<A, B>(A a) where A : INumber<A> where B : INumber<B>
    { string c; try { c = B.CreateChecked(a).ToString(null, Inv); } catch (Exception e) { c = e.GetType().Name[..3]; } string s, t; try { s = B.CreateSaturating(a).ToString(null, Inv); } catch (Exception e) { s = e.GetType().Name; } try { t = B.CreateTruncating(a).ToString(null, Inv); } catch (Exception e) { t = e.GetType().Name; } return $"{c}|{s}|{t}"; }
    static void ConvAll<A>(A a) where A : INumber<A>
    {
        Console.WriteLine($"{typeof(A).Name} {a.ToString(null, Inv)}: " + string.Join(" ", Conv<A, byte>(a), Conv<A, sbyte>(a), Conv<A, short>(a), Conv<A, ushort>(a), Conv<A, int>(a), Conv<A, uint>(a), Conv<A, long>(a), Conv<A, ulong>(a)));
        Console.WriteLine("   " + string.Join(" ", Conv<A, nint>(a), Conv<A, nuint>(a), Conv<A, Int128>(a), Conv<A, UInt128>(a), Conv<A, Half>(a), Conv<A, float>(a), Conv<A, double>(a), Conv<A, decimal>(a), Conv<A, BigInteger>(a), Conv<A, char>(a).Length));
    }
    static T Parse<T>(string s) where T : IParsable<T> => T.Parse(s, Inv);
    static T[,] Mul<T>(T[,] a, T[,] b) where T : IAdditionOperators<T, T, T>, IMultiplyOperators<T, T, T>, IAdditiveIdentity<T, T>
    { int n = a.GetLength(0), m = b.GetLength(1), k = b.GetLength(0); var r = new T[n, m]; for (int i = 0; i < n; i++) for (int j = 0; j < m; j++) { T s = T.AdditiveIdentity; for (int q = 0; q < k; q++) s += a[i, q] * b[q, j]; r[i, j] = s; } return r; }
    static T Newton<T>(T x) where T : IFloatingPointIeee754<T> { T g = x / (T.One + T.One); for (int i = 0; i < 30; i++) g = (g + x / g) / T.CreateChecked(2); return g; }
    static string Trig<T>(T x) where T : IFloatingPointIeee754<T> => string.Create(Inv, $"{T.Round(T.Sin(x), 3)} {T.Round(T.Exp(x), 2)} {T.ILogB(x)} {T.IsNaN(T.Sqrt(-x))} {T.Hypot(x, x) > x} {T.BitIncrement(x) > x} {T.Ieee754Remainder(x, T.One)} {T.ScaleB(x, 3)} {x.GetSignificandBitLength()} {x.GetExponentShortestBitLength()}");
    static string Bytes<T>(T x) where T : IBinaryInteger<T> { Span<byte> le = stackalloc byte[32], be = stackalloc byte[32]; int n = x.WriteLittleEndian(le), m = x.WriteBigEndian(be); return Convert.ToHexString(le[..n]) + " " + Convert.ToHexString(be[..m]) + " " + (T.ReadBigEndian(be[..m], false) == x) + (T.ReadLittleEndian(le[..n], false) == x); }
    static void Main()
    {
        Console.WriteLine($"{Gcd<byte>(48, 36)} {Gcd(-48, 36)} {Gcd(1L << 40, 1L << 35)} {Gcd<Int128>(Power<Int128>(6, 20), Power<Int128>(10, 15))} {Gcd(BigInteger.Pow(12, 30), BigInteger.Pow(18, 20))} {Gcd<UInt128>(100, 75)} {Gcd<nint>(9, 6)}");
        Console.WriteLine($"{Power(2.5, 5)} {Power(3, 19)} {Power(1.1m, 10)} {Power(new Complex(0, 1), 7)} {Power((Half)2, 10)} {Power<BigInteger>(7, 40)} {Power<ushort>(3, 10)}".Replace("\u2212", "-"));
        Console.WriteLine($"{Horner(2, 1, 0, -3, 4)} {Horner(0.5, 1, 2, 3)} {Horner(1.5m, 2, 2)} {Horner(new Complex(1, 1), 1, 0, 1)} {Horner<BigInteger>(100, 1, 2, 3)}");
        Console.WriteLine($"{Stats(new[] { 3, 1, 4, 1, 5 })} {Stats(new[] { 2.5, -1, 7 })} {Stats(new decimal[] { 1.1m, 2.2m })} {Stats(new Half[] { (Half)1, (Half)2 })} {Stats(new BigInteger[] { 10, 20, 33 })} {Stats(new[] { 'a', 'c' }.Select(c => (int)c))}");
        Console.WriteLine(Bits((byte)0x50)); Console.WriteLine(Bits(-5)); Console.WriteLine(Bits((short)1024)); Console.WriteLine(Bits(0x8000000000000000UL)); Console.WriteLine(Bits((Int128)1 << 100)); Console.WriteLine(Bits(UInt128.MaxValue)); Console.WriteLine(Bits((nint)77)); Console.WriteLine(Bits('x'));
        foreach (var s in new[] { Range<byte>(), Range<sbyte>(), Range<short>(), Range<ushort>(), Range<int>(), Range<uint>(), Range<long>(), Range<ulong>(), Range<nint>(), Range<nuint>(), Range<Int128>(), Range<UInt128>(), Range<Half>(), Range<float>(), Range<double>(), Range<decimal>() }) Console.WriteLine(s);
        ConvAll(300); ConvAll(-1L); ConvAll(3.99); ConvAll(double.NaN); ConvAll(float.PositiveInfinity); ConvAll(-1.5e20); ConvAll(79228162514264337593543950335m); ConvAll(Int128.MinValue); ConvAll(UInt128.MaxValue); ConvAll(BigInteger.Pow(-2, 65)); ConvAll((Half)(-7.5)); ConvAll('\uABCD'); ConvAll(ulong.MaxValue);
        Console.WriteLine($"{Parse<int>("-7")} {Parse<double>("1e3")} {Parse<decimal>("1.50")} {Parse<Guid>("00000000-0000-0000-0000-000000000001")} {Parse<char>("z")} {Parse<DateOnly>("2024-02-29"):yyyyMMdd} {Parse<Int128>("170141183460469231731687303715884105727")} {Parse<bool>("TRUE")} {Parse<string>("s")} {Parse<Half>("0.5")}");
        var f = new[,] { { 1, 1 }, { 1, 0 } }; var r = f; for (int i = 0; i < 20; i++) r = Mul(r, f); Console.WriteLine(r[0, 0]); var m = Mul(new[,] { { 1.5m, 2 }, { 3, 4 } }, new[,] { { 2m, 0 }, { 0, 2 } }); Console.WriteLine($"{m[0, 0]} {m[1, 1]}");
        Console.WriteLine($"{Newton(2.0):R} {Newton(2f):R} {Newton((Half)2)}"); Console.WriteLine(Trig(1.25)); Console.WriteLine(Trig(1.25f)); Console.WriteLine(Trig((Half)1.25));
        Console.WriteLine(Bytes(0x01020304)); Console.WriteLine(Bytes((ushort)0xABCD)); Console.WriteLine(Bytes(-2L)); Console.WriteLine(Bytes((Int128)258)); Console.WriteLine(Bytes(BigInteger.Pow(2, 70)));
    }
}
