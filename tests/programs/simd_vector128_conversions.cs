// Vector128: conversions, widening and narrowing, shuffles, floating-point functions with NaN, infinities, -0 and values out of range.
using System.Numerics;
using System.Runtime.Intrinsics;

static class Program
{
    static void Show<T>(string name, Vector128<T> v)
    {
        var bytes = new byte[16];
        Vector128.AsByte(v).CopyTo(bytes);
        Console.WriteLine($"  {name} {Convert.ToHexString(bytes)}");
    }

    static readonly float[] Singles = { 0f, -0f, 1.5f, -1.5f, 2.5f, -2.5f, 0.5f, -0.49999997f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 2147483520f, 2147483648f, -2147483648f, -2147483904f, 4294967040f, 4294967296f, -1f, 1e-45f, 16777217f, 3.4e38f, 8388609.5f, -0.9f, 9.2233715e18f, 1.8446744e19f };
    static readonly double[] Doubles = { 0, -0.0, 1.5, -1.5, 2.5, -2.5, 0.5, -0.49999999999999994, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 2147483647.5, 9223372036854774784, 9223372036854775808, -9223372036854775808.0, -9223372036854777856.0, 18446744073709549568, 18446744073709551616.0, -1, 5e-324, 9007199254740993, 1e300, 4503599627370497.5, -0.9, 1e-300 };

    static Vector128<T> At<T>(T[] values, int start)
    {
        var part = new T[Vector128<T>.Count];
        for (int i = 0; i < part.Length; i++) part[i] = values[(start + i * 3) % values.Length];
        return Vector128.Create(part);
    }

    static void Floats(int k)
    {
        Vector128<float> a = At(Singles, k), b = At(Singles, k * 7 + 4), c = At(Singles, k + 11);
        Vector128<double> x = At(Doubles, k), y = At(Doubles, k * 7 + 4), z = At(Doubles, k + 11);
        Show("floor", Vector128.Floor(a)); Show("ceiling", Vector128.Ceiling(a)); Show("truncate", Vector128.Truncate(a)); Show("round", Vector128.Round(a)); Show("away", Vector128.Round(a, MidpointRounding.AwayFromZero)); Show("down", Vector128.Round(a, MidpointRounding.ToNegativeInfinity));
        Show("floor", Vector128.Floor(x)); Show("ceiling", Vector128.Ceiling(x)); Show("truncate", Vector128.Truncate(x)); Show("round", Vector128.Round(x)); Show("sqrt", Vector128.Sqrt(Vector128.Abs(a))); Show("sqrt", Vector128.Sqrt(Vector128.Abs(x)));
        Show("min", Vector128.Min(a, b)); Show("max", Vector128.Max(a, b)); Show("min number", Vector128.MinNumber(a, b)); Show("max number", Vector128.MaxNumber(x, y)); Show("min magnitude", Vector128.MinMagnitude(a, b)); Show("max magnitude number", Vector128.MaxMagnitudeNumber(x, y));
        Show("min native", Vector128.MinNative(a, b)); Show("max native", Vector128.MaxNative(x, y)); Vector128<float> q = a / (b + Vector128.Create(1f)); Show("divide", Vector128.ConditionalSelect(Vector128.Equals(q, q), q, Vector128<float>.Zero)); Show("divide", x / 3.0);
        Show("fma", Vector128.FusedMultiplyAdd(Vector128.Create(1.1f), Vector128.Create(3.3f), Vector128<float>.Indices)); Show("fma", Vector128.FusedMultiplyAdd(Vector128.Create(1.1), Vector128.Create(3.3), Vector128<double>.Indices)); Show("estimate", Vector128.MultiplyAddEstimate(Vector128.Create(1.1f), Vector128.Create(3.3f), Vector128<float>.Indices));
        Show("lerp", Vector128.Lerp(Vector128.Create(1.1f), Vector128.Create(7.7f), Vector128.Create(0.3f))); Show("degrees", Vector128.RadiansToDegrees(Vector128<double>.Indices)); Show("hypot", Vector128.Hypot(Vector128<double>.Indices, Vector128.Create(2.0)));
        Show("nan", Vector128.IsNaN(a)); Show("infinity", Vector128.IsPositiveInfinity(a)); Show("negative", Vector128.IsNegative(a)); Show("finite", Vector128.IsFinite(x)); Show("normal", Vector128.IsNormal(x)); Show("integer", Vector128.IsInteger(x)); Show("even", Vector128.IsEvenInteger(a)); Show("zero", Vector128.IsZero(a)); Show("subnormal", Vector128.IsSubnormal(x));
        Show("int", Vector128.ConvertToInt32(a)); Show("uint", Vector128.ConvertToUInt32(a)); Show("long", Vector128.ConvertToInt64(x)); Show("ulong", Vector128.ConvertToUInt64(x));
        Show("int native", Vector128.ConvertToInt32Native(a)); Show("long native", Vector128.ConvertToInt64Native(x)); Show("uint native", Vector128.ConvertToUInt32Native(a)); Show("ulong native", Vector128.ConvertToUInt64Native(x));
        Show("single", Vector128.ConvertToSingle(Vector128.AsInt32(a))); Show("single", Vector128.ConvertToSingle(Vector128.AsUInt32(b))); Show("double", Vector128.ConvertToDouble(Vector128.AsInt64(x))); Show("double", Vector128.ConvertToDouble(Vector128.AsUInt64(y)));
        Show("narrow", Vector128.Narrow(x, y)); Show("narrow", Vector128.NarrowWithSaturation(y, z)); Show("widen", Vector128.WidenLower(a)); Show("widen", Vector128.WidenUpper(b)); var (lower, upper) = Vector128.Widen(c); Show("widen", lower); Show("widen", upper);
        Show("exp", Vector128.Round(Vector128.Exp(Vector128<float>.Indices) * 4f)); Show("log", Vector128.Round(Vector128.Log(Vector128<double>.Indices + Vector128.Create(1.0)) * 1e6)); Show("sin", Vector128.Round(Vector128.Sin(Vector128<double>.Indices) * 1e6)); Show("cos", Vector128.Round(Vector128.Cos(Vector128<float>.Indices) * 1e3f));
        Console.WriteLine($"  {Vector128.Sum(Vector128<float>.Indices * 1.1f):R} {Vector128.Dot(Vector128<double>.Indices * 1.1, Vector128.Create(0.3)):R} {a == a} {Vector128.EqualsAny(a, b)} {a.Equals(a)}");
    }

    static Vector128<byte> Noise(uint x)
    {
        var bytes = new byte[16];
        for (int i = 0; i < bytes.Length; i++) { x = x * 1664525 + 1013904223; bytes[i] = (byte)(x >> 24); }
        return Vector128.Create(bytes);
    }

    static void Integers(uint seed)
    {
        Vector128<byte> a = Noise(seed), b = Noise(seed + 99), small = b & Vector128.Create((byte)(16 - 1));
        Show("narrow", Vector128.Narrow(a.AsUInt16(), b.AsUInt16())); Show("narrow", Vector128.Narrow(a.AsInt32(), b.AsInt32())); Show("narrow", Vector128.Narrow(a.AsUInt64(), b.AsUInt64()));
        Show("saturate", Vector128.NarrowWithSaturation(a.AsInt16(), b.AsInt16())); Show("saturate", Vector128.NarrowWithSaturation(a.AsUInt16(), b.AsUInt16())); Show("saturate", Vector128.NarrowWithSaturation(a.AsInt32() >> 12, b.AsInt32())); Show("saturate", Vector128.NarrowWithSaturation(a.AsUInt32() >> 14, b.AsUInt32())); Show("saturate", Vector128.NarrowWithSaturation(a.AsInt64() >> 30, b.AsInt64())); Show("saturate", Vector128.NarrowWithSaturation(a.AsUInt64() >> 31, b.AsUInt64()));
        Show("widen", Vector128.WidenLower(a)); Show("widen", Vector128.WidenUpper(a)); Show("widen", Vector128.WidenLower(a.AsSByte())); Show("widen", Vector128.WidenUpper(a.AsInt16())); Show("widen", Vector128.WidenLower(a.AsUInt16())); Show("widen", Vector128.WidenUpper(a.AsInt32())); Show("widen", Vector128.WidenLower(a.AsUInt32()));
        Show("shuffle", Vector128.Shuffle(a, b)); Show("shuffle", Vector128.Shuffle(a, small)); Show("shuffle", Vector128.Shuffle(a.AsInt16(), (small >> 1).AsInt16())); Show("shuffle", Vector128.Shuffle(a.AsUInt16(), Vector128.WidenLower(small >> 1))); Show("shuffle", Vector128.Shuffle(a.AsInt32(), b.AsInt32() & Vector128.Create(16 / 4))); Show("shuffle", Vector128.Shuffle(a.AsSingle(), b.AsInt32() & Vector128.Create(16 / 4 - 1))); Show("shuffle", Vector128.Shuffle(a.AsInt64(), b.AsInt64() & Vector128.Create(16L / 8 - 1))); Show("shuffle", Vector128.Shuffle(a.AsDouble(), b.AsInt64() & Vector128.Create(3L)));
        Show("reverse", Vector128.Shuffle(a, Vector128.Create((byte)(16 - 1)) - Vector128<byte>.Indices)); Show("reverse", Vector128.Shuffle(a.AsInt32(), Vector128.Create(16 / 4 - 1) - Vector128<int>.Indices)); Show("native", Vector128.ShuffleNative(a, small)); Show("native", Vector128.ShuffleNative(a.AsInt64(), Vector128.Create(1L)));
        Show("divide", a.AsInt32() / (b.AsInt32() | Vector128<int>.One)); Show("divide", a.AsUInt16() / Vector128.Create((ushort)7)); Show("divide", a.AsInt64() / (b.AsInt64() | Vector128<long>.One));
        try { Show("by zero", a.AsInt32() / Vector128<int>.Zero); } catch (DivideByZeroException) { Console.WriteLine("  by zero"); }
        Console.WriteLine($"  {Vector128.Sum(a)} {Vector128.Sum(a.AsInt16())} {Vector128.Sum(a.AsInt64())} {Vector128.Dot(a, b)} {Vector128.Dot(a.AsInt32(), b.AsInt32())}");
    }

    static void Main()
    {
        for (int k = 0; k < 8; k++) { Console.WriteLine(k); Floats(k); Integers((uint)k * 77 + 5); }
    }
}
