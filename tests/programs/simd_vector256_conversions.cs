// Vector256: conversions, widening and narrowing, shuffles, floating-point functions with NaN, infinities, -0 and values out of range.
//options: --instruction-set x86-64-v3
using System.Numerics;
using System.Runtime.Intrinsics;

static class Program
{
    static void Show<T>(string name, Vector256<T> v)
    {
        var bytes = new byte[32];
        Vector256.AsByte(v).CopyTo(bytes);
        Console.WriteLine($"  {name} {Convert.ToHexString(bytes)}");
    }

    static readonly float[] Singles = { 0f, -0f, 1.5f, -1.5f, 2.5f, -2.5f, 0.5f, -0.49999997f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 2147483520f, 2147483648f, -2147483648f, -2147483904f, 4294967040f, 4294967296f, -1f, 1e-45f, 16777217f, 3.4e38f, 8388609.5f, -0.9f, 9.2233715e18f, 1.8446744e19f };
    static readonly double[] Doubles = { 0, -0.0, 1.5, -1.5, 2.5, -2.5, 0.5, -0.49999999999999994, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 2147483647.5, 9223372036854774784, 9223372036854775808, -9223372036854775808.0, -9223372036854777856.0, 18446744073709549568, 18446744073709551616.0, -1, 5e-324, 9007199254740993, 1e300, 4503599627370497.5, -0.9, 1e-300 };

    static Vector256<T> At<T>(T[] values, int start)
    {
        var part = new T[Vector256<T>.Count];
        for (int i = 0; i < part.Length; i++) part[i] = values[(start + i * 3) % values.Length];
        return Vector256.Create(part);
    }

    static void Floats(int k)
    {
        Vector256<float> a = At(Singles, k), b = At(Singles, k * 7 + 4), c = At(Singles, k + 11);
        Vector256<double> x = At(Doubles, k), y = At(Doubles, k * 7 + 4), z = At(Doubles, k + 11);
        Show("floor", Vector256.Floor(a)); Show("ceiling", Vector256.Ceiling(a)); Show("truncate", Vector256.Truncate(a)); Show("round", Vector256.Round(a)); Show("away", Vector256.Round(a, MidpointRounding.AwayFromZero)); Show("down", Vector256.Round(a, MidpointRounding.ToNegativeInfinity));
        Show("floor", Vector256.Floor(x)); Show("ceiling", Vector256.Ceiling(x)); Show("truncate", Vector256.Truncate(x)); Show("round", Vector256.Round(x)); Show("sqrt", Vector256.Sqrt(Vector256.Abs(a))); Show("sqrt", Vector256.Sqrt(Vector256.Abs(x)));
        Show("min", Vector256.Min(a, b)); Show("max", Vector256.Max(a, b)); Show("min number", Vector256.MinNumber(a, b)); Show("max number", Vector256.MaxNumber(x, y)); Show("min magnitude", Vector256.MinMagnitude(a, b)); Show("max magnitude number", Vector256.MaxMagnitudeNumber(x, y));
        Show("min native", Vector256.MinNative(a, b)); Show("max native", Vector256.MaxNative(x, y)); Vector256<float> q = a / (b + Vector256.Create(1f)); Show("divide", Vector256.ConditionalSelect(Vector256.Equals(q, q), q, Vector256<float>.Zero)); Show("divide", x / 3.0);
        Show("fma", Vector256.FusedMultiplyAdd(Vector256.Create(1.1f), Vector256.Create(3.3f), Vector256<float>.Indices)); Show("fma", Vector256.FusedMultiplyAdd(Vector256.Create(1.1), Vector256.Create(3.3), Vector256<double>.Indices)); Show("estimate", Vector256.MultiplyAddEstimate(Vector256.Create(1.1f), Vector256.Create(3.3f), Vector256<float>.Indices));
        Show("lerp", Vector256.Lerp(Vector256.Create(1.1f), Vector256.Create(7.7f), Vector256.Create(0.3f))); Show("degrees", Vector256.RadiansToDegrees(Vector256<double>.Indices)); Show("hypot", Vector256.Hypot(Vector256<double>.Indices, Vector256.Create(2.0)));
        Show("nan", Vector256.IsNaN(a)); Show("infinity", Vector256.IsPositiveInfinity(a)); Show("negative", Vector256.IsNegative(a)); Show("finite", Vector256.IsFinite(x)); Show("normal", Vector256.IsNormal(x)); Show("integer", Vector256.IsInteger(x)); Show("even", Vector256.IsEvenInteger(a)); Show("zero", Vector256.IsZero(a)); Show("subnormal", Vector256.IsSubnormal(x));
        Show("int", Vector256.ConvertToInt32(a)); Show("uint", Vector256.ConvertToUInt32(a)); Show("long", Vector256.ConvertToInt64(x)); Show("ulong", Vector256.ConvertToUInt64(x));
        Show("int native", Vector256.ConvertToInt32Native(a)); Show("long native", Vector256.ConvertToInt64Native(x)); Show("uint native", Vector256.ConvertToUInt32Native(a)); Show("ulong native", Vector256.ConvertToUInt64Native(x));
        Show("single", Vector256.ConvertToSingle(Vector256.AsInt32(a))); Show("single", Vector256.ConvertToSingle(Vector256.AsUInt32(b))); Show("double", Vector256.ConvertToDouble(Vector256.AsInt64(x))); Show("double", Vector256.ConvertToDouble(Vector256.AsUInt64(y)));
        Show("narrow", Vector256.Narrow(x, y)); Show("narrow", Vector256.NarrowWithSaturation(y, z)); Show("widen", Vector256.WidenLower(a)); Show("widen", Vector256.WidenUpper(b)); var (lower, upper) = Vector256.Widen(c); Show("widen", lower); Show("widen", upper);
        Show("exp", Vector256.Round(Vector256.Exp(Vector256<float>.Indices) * 4f)); Show("log", Vector256.Round(Vector256.Log(Vector256<double>.Indices + Vector256.Create(1.0)) * 1e6)); Show("sin", Vector256.Round(Vector256.Sin(Vector256<double>.Indices) * 1e6)); Show("cos", Vector256.Round(Vector256.Cos(Vector256<float>.Indices) * 1e3f));
        Console.WriteLine($"  {Vector256.Sum(Vector256<float>.Indices * 1.1f):R} {Vector256.Dot(Vector256<double>.Indices * 1.1, Vector256.Create(0.3)):R} {a == a} {Vector256.EqualsAny(a, b)} {a.Equals(a)}");
    }

    static Vector256<byte> Noise(uint x)
    {
        var bytes = new byte[32];
        for (int i = 0; i < bytes.Length; i++) { x = x * 1664525 + 1013904223; bytes[i] = (byte)(x >> 24); }
        return Vector256.Create(bytes);
    }

    static void Integers(uint seed)
    {
        Vector256<byte> a = Noise(seed), b = Noise(seed + 99), small = b & Vector256.Create((byte)(32 - 1));
        Show("narrow", Vector256.Narrow(a.AsUInt16(), b.AsUInt16())); Show("narrow", Vector256.Narrow(a.AsInt32(), b.AsInt32())); Show("narrow", Vector256.Narrow(a.AsUInt64(), b.AsUInt64()));
        Show("saturate", Vector256.NarrowWithSaturation(a.AsInt16(), b.AsInt16())); Show("saturate", Vector256.NarrowWithSaturation(a.AsUInt16(), b.AsUInt16())); Show("saturate", Vector256.NarrowWithSaturation(a.AsInt32() >> 12, b.AsInt32())); Show("saturate", Vector256.NarrowWithSaturation(a.AsUInt32() >> 14, b.AsUInt32())); Show("saturate", Vector256.NarrowWithSaturation(a.AsInt64() >> 30, b.AsInt64())); Show("saturate", Vector256.NarrowWithSaturation(a.AsUInt64() >> 31, b.AsUInt64()));
        Show("widen", Vector256.WidenLower(a)); Show("widen", Vector256.WidenUpper(a)); Show("widen", Vector256.WidenLower(a.AsSByte())); Show("widen", Vector256.WidenUpper(a.AsInt16())); Show("widen", Vector256.WidenLower(a.AsUInt16())); Show("widen", Vector256.WidenUpper(a.AsInt32())); Show("widen", Vector256.WidenLower(a.AsUInt32()));
        Show("shuffle", Vector256.Shuffle(a, b)); Show("shuffle", Vector256.Shuffle(a, small)); Show("shuffle", Vector256.Shuffle(a.AsInt16(), (small >> 1).AsInt16())); Show("shuffle", Vector256.Shuffle(a.AsUInt16(), Vector256.WidenLower(small >> 1))); Show("shuffle", Vector256.Shuffle(a.AsInt32(), b.AsInt32() & Vector256.Create(32 / 4))); Show("shuffle", Vector256.Shuffle(a.AsSingle(), b.AsInt32() & Vector256.Create(32 / 4 - 1))); Show("shuffle", Vector256.Shuffle(a.AsInt64(), b.AsInt64() & Vector256.Create(32L / 8 - 1))); Show("shuffle", Vector256.Shuffle(a.AsDouble(), b.AsInt64() & Vector256.Create(3L)));
        Show("reverse", Vector256.Shuffle(a, Vector256.Create((byte)(32 - 1)) - Vector256<byte>.Indices)); Show("reverse", Vector256.Shuffle(a.AsInt32(), Vector256.Create(32 / 4 - 1) - Vector256<int>.Indices)); Show("native", Vector256.ShuffleNative(a, small)); Show("native", Vector256.ShuffleNative(a.AsInt64(), Vector256.Create(1L)));
        Show("divide", a.AsInt32() / (b.AsInt32() | Vector256<int>.One)); Show("divide", a.AsUInt16() / Vector256.Create((ushort)7)); Show("divide", a.AsInt64() / (b.AsInt64() | Vector256<long>.One));
        try { Show("by zero", a.AsInt32() / Vector256<int>.Zero); } catch (DivideByZeroException) { Console.WriteLine("  by zero"); }
        Console.WriteLine($"  {Vector256.Sum(a)} {Vector256.Sum(a.AsInt16())} {Vector256.Sum(a.AsInt64())} {Vector256.Dot(a, b)} {Vector256.Dot(a.AsInt32(), b.AsInt32())}");
    }

    static void Main()
    {
        for (int k = 0; k < 8; k++) { Console.WriteLine(k); Floats(k); Integers((uint)k * 77 + 5); }
    }
}
