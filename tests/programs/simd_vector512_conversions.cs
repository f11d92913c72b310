// Vector512: conversions, widening and narrowing, shuffles, floating-point functions with NaN, infinities, -0 and values out of range.
//options: --instruction-set native
using System.Numerics;
using System.Runtime.Intrinsics;

static class Program
{
    static void Show<T>(string name, Vector512<T> v)
    {
        var bytes = new byte[64];
        Vector512.AsByte(v).CopyTo(bytes);
        Console.WriteLine($"  {name} {Convert.ToHexString(bytes)}");
    }

    static readonly float[] Singles = { 0f, -0f, 1.5f, -1.5f, 2.5f, -2.5f, 0.5f, -0.49999997f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 2147483520f, 2147483648f, -2147483648f, -2147483904f, 4294967040f, 4294967296f, -1f, 1e-45f, 16777217f, 3.4e38f, 8388609.5f, -0.9f, 9.2233715e18f, 1.8446744e19f };
    static readonly double[] Doubles = { 0, -0.0, 1.5, -1.5, 2.5, -2.5, 0.5, -0.49999999999999994, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 2147483647.5, 9223372036854774784, 9223372036854775808, -9223372036854775808.0, -9223372036854777856.0, 18446744073709549568, 18446744073709551616.0, -1, 5e-324, 9007199254740993, 1e300, 4503599627370497.5, -0.9, 1e-300 };

    static Vector512<T> At<T>(T[] values, int start)
    {
        var part = new T[Vector512<T>.Count];
        for (int i = 0; i < part.Length; i++) part[i] = values[(start + i * 3) % values.Length];
        return Vector512.Create(part);
    }

    static void Floats(int k)
    {
        Vector512<float> a = At(Singles, k), b = At(Singles, k * 7 + 4), c = At(Singles, k + 11);
        Vector512<double> x = At(Doubles, k), y = At(Doubles, k * 7 + 4), z = At(Doubles, k + 11);
        Show("floor", Vector512.Floor(a)); Show("ceiling", Vector512.Ceiling(a)); Show("truncate", Vector512.Truncate(a)); Show("round", Vector512.Round(a)); Show("away", Vector512.Round(a, MidpointRounding.AwayFromZero)); Show("down", Vector512.Round(a, MidpointRounding.ToNegativeInfinity));
        Show("floor", Vector512.Floor(x)); Show("ceiling", Vector512.Ceiling(x)); Show("truncate", Vector512.Truncate(x)); Show("round", Vector512.Round(x)); Show("sqrt", Vector512.Sqrt(Vector512.Abs(a))); Show("sqrt", Vector512.Sqrt(Vector512.Abs(x)));
        Show("min", Vector512.Min(a, b)); Show("max", Vector512.Max(a, b)); Show("min number", Vector512.MinNumber(a, b)); Show("max number", Vector512.MaxNumber(x, y)); Show("min magnitude", Vector512.MinMagnitude(a, b)); Show("max magnitude number", Vector512.MaxMagnitudeNumber(x, y));
        Show("min native", Vector512.MinNative(a, b)); Show("max native", Vector512.MaxNative(x, y)); Vector512<float> q = a / (b + Vector512.Create(1f)); Show("divide", Vector512.ConditionalSelect(Vector512.Equals(q, q), q, Vector512<float>.Zero)); Show("divide", x / 3.0);
        Show("fma", Vector512.FusedMultiplyAdd(Vector512.Create(1.1f), Vector512.Create(3.3f), Vector512<float>.Indices)); Show("fma", Vector512.FusedMultiplyAdd(Vector512.Create(1.1), Vector512.Create(3.3), Vector512<double>.Indices)); Show("estimate", Vector512.MultiplyAddEstimate(Vector512.Create(1.1f), Vector512.Create(3.3f), Vector512<float>.Indices));
        Show("lerp", Vector512.Lerp(Vector512.Create(1.1f), Vector512.Create(7.7f), Vector512.Create(0.3f))); Show("degrees", Vector512.RadiansToDegrees(Vector512<double>.Indices)); Show("hypot", Vector512.Hypot(Vector512<double>.Indices, Vector512.Create(2.0)));
        Show("nan", Vector512.IsNaN(a)); Show("infinity", Vector512.IsPositiveInfinity(a)); Show("negative", Vector512.IsNegative(a)); Show("finite", Vector512.IsFinite(x)); Show("normal", Vector512.IsNormal(x)); Show("integer", Vector512.IsInteger(x)); Show("even", Vector512.IsEvenInteger(a)); Show("zero", Vector512.IsZero(a)); Show("subnormal", Vector512.IsSubnormal(x));
        Show("int", Vector512.ConvertToInt32(a)); Show("uint", Vector512.ConvertToUInt32(a)); Show("long", Vector512.ConvertToInt64(x)); Show("ulong", Vector512.ConvertToUInt64(x));
        Show("int native", Vector512.ConvertToInt32Native(a)); Show("long native", Vector512.ConvertToInt64Native(x)); Show("uint native", Vector512.ConvertToUInt32Native(a)); Show("ulong native", Vector512.ConvertToUInt64Native(x));
        Show("single", Vector512.ConvertToSingle(Vector512.AsInt32(a))); Show("single", Vector512.ConvertToSingle(Vector512.AsUInt32(b))); Show("double", Vector512.ConvertToDouble(Vector512.AsInt64(x))); Show("double", Vector512.ConvertToDouble(Vector512.AsUInt64(y)));
        Show("narrow", Vector512.Narrow(x, y)); Show("narrow", Vector512.NarrowWithSaturation(y, z)); Show("widen", Vector512.WidenLower(a)); Show("widen", Vector512.WidenUpper(b)); var (lower, upper) = Vector512.Widen(c); Show("widen", lower); Show("widen", upper);
        Show("exp", Vector512.Round(Vector512.Exp(Vector512<float>.Indices) * 4f)); Show("log", Vector512.Round(Vector512.Log(Vector512<double>.Indices + Vector512.Create(1.0)) * 1e6)); Show("sin", Vector512.Round(Vector512.Sin(Vector512<double>.Indices) * 1e6)); Show("cos", Vector512.Round(Vector512.Cos(Vector512<float>.Indices) * 1e3f));
        Console.WriteLine($"  {Vector512.Sum(Vector512<float>.Indices * 1.1f):R} {Vector512.Dot(Vector512<double>.Indices * 1.1, Vector512.Create(0.3)):R} {a == a} {Vector512.EqualsAny(a, b)} {a.Equals(a)}");
    }

    static Vector512<byte> Noise(uint x)
    {
        var bytes = new byte[64];
        for (int i = 0; i < bytes.Length; i++) { x = x * 1664525 + 1013904223; bytes[i] = (byte)(x >> 24); }
        return Vector512.Create(bytes);
    }

    static void Integers(uint seed)
    {
        Vector512<byte> a = Noise(seed), b = Noise(seed + 99), small = b & Vector512.Create((byte)(64 - 1));
        Show("narrow", Vector512.Narrow(a.AsUInt16(), b.AsUInt16())); Show("narrow", Vector512.Narrow(a.AsInt32(), b.AsInt32())); Show("narrow", Vector512.Narrow(a.AsUInt64(), b.AsUInt64()));
        Show("saturate", Vector512.NarrowWithSaturation(a.AsInt16(), b.AsInt16())); Show("saturate", Vector512.NarrowWithSaturation(a.AsUInt16(), b.AsUInt16())); Show("saturate", Vector512.NarrowWithSaturation(a.AsInt32() >> 12, b.AsInt32())); Show("saturate", Vector512.NarrowWithSaturation(a.AsUInt32() >> 14, b.AsUInt32())); Show("saturate", Vector512.NarrowWithSaturation(a.AsInt64() >> 30, b.AsInt64())); Show("saturate", Vector512.NarrowWithSaturation(a.AsUInt64() >> 31, b.AsUInt64()));
        Show("widen", Vector512.WidenLower(a)); Show("widen", Vector512.WidenUpper(a)); Show("widen", Vector512.WidenLower(a.AsSByte())); Show("widen", Vector512.WidenUpper(a.AsInt16())); Show("widen", Vector512.WidenLower(a.AsUInt16())); Show("widen", Vector512.WidenUpper(a.AsInt32())); Show("widen", Vector512.WidenLower(a.AsUInt32()));
        Show("shuffle", Vector512.Shuffle(a, b)); Show("shuffle", Vector512.Shuffle(a, small)); Show("shuffle", Vector512.Shuffle(a.AsInt16(), (small >> 1).AsInt16())); Show("shuffle", Vector512.Shuffle(a.AsUInt16(), Vector512.WidenLower(small >> 1))); Show("shuffle", Vector512.Shuffle(a.AsInt32(), b.AsInt32() & Vector512.Create(64 / 4))); Show("shuffle", Vector512.Shuffle(a.AsSingle(), b.AsInt32() & Vector512.Create(64 / 4 - 1))); Show("shuffle", Vector512.Shuffle(a.AsInt64(), b.AsInt64() & Vector512.Create(64L / 8 - 1))); Show("shuffle", Vector512.Shuffle(a.AsDouble(), b.AsInt64() & Vector512.Create(3L)));
        Show("reverse", Vector512.Shuffle(a, Vector512.Create((byte)(64 - 1)) - Vector512<byte>.Indices)); Show("reverse", Vector512.Shuffle(a.AsInt32(), Vector512.Create(64 / 4 - 1) - Vector512<int>.Indices)); Show("native", Vector512.ShuffleNative(a, small)); Show("native", Vector512.ShuffleNative(a.AsInt64(), Vector512.Create(1L)));
        Show("divide", a.AsInt32() / (b.AsInt32() | Vector512<int>.One)); Show("divide", a.AsUInt16() / Vector512.Create((ushort)7)); Show("divide", a.AsInt64() / (b.AsInt64() | Vector512<long>.One));
        try { Show("by zero", a.AsInt32() / Vector512<int>.Zero); } catch (DivideByZeroException) { Console.WriteLine("  by zero"); }
        Console.WriteLine($"  {Vector512.Sum(a)} {Vector512.Sum(a.AsInt16())} {Vector512.Sum(a.AsInt64())} {Vector512.Dot(a, b)} {Vector512.Dot(a.AsInt32(), b.AsInt32())}");
    }

    static void Main()
    {
        for (int k = 0; k < 8; k++) { Console.WriteLine(k); Floats(k); Integers((uint)k * 77 + 5); }
    }
}
