// The cross-platform API of Vector256<T> for every element type, with values at the edges. Every result is printed as bytes.
//options: --instruction-set x86-64-v3
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

static class Program
{
    static void Show<T>(string name, Vector256<T> v)
    {
        var bytes = new byte[32];
        Vector256.AsByte(v).CopyTo(bytes);
        Console.WriteLine($"  {name} {Convert.ToHexString(bytes)}");
    }
    static void Show(string name, object value) => Console.WriteLine($"  {name} {value}");

    // Values at the edges first, then noise.
    static Vector256<T> Make<T>(int seed) where T : struct, INumber<T>, IMinMaxValue<T>
    {
        var values = new T[Vector256<T>.Count];
        uint x = (uint)(seed * 2654435761);
        for (int i = 0; i < values.Length; i++)
        {
            x = x * 1664525 + 1013904223;
            values[i] = ((x >> 24) % 7) switch
            {
                0 => T.MaxValue,
                1 => T.MinValue,
                2 => T.One,
                3 => T.Zero,
                _ => T.CreateTruncating((int)(x >> 8) - 7000000),
            };
        }
        return Vector256.Create(values);
    }

    static void Arithmetic<T>(Vector256<T> a, Vector256<T> b, Vector256<T> c) where T : struct, INumber<T>
    {
        Show("add", a + b); Show("add", Vector256.Add(b, c));
        Show("sub", a - b); Show("sub", Vector256.Subtract(b, c));
        Show("mul", a * b); Show("mul", Vector256.Multiply(b, c)); Show("mul scalar", a * b.ToScalar()); Show("scalar mul", Vector256.Multiply(a.ToScalar(), b));
        Show("neg", -a); Show("plus", +a); Show("abs", Vector256.Abs(a - Vector256<T>.One));
        Show("min", Vector256.Min(a, b)); Show("max", Vector256.Max(a, b));
        Show("min native", Vector256.MinNative(a, c)); Show("max native", Vector256.MaxNative(a, c));
        Show("clamp", Vector256.Clamp(a, Vector256.Min(b, c), Vector256.Max(b, c)));
        Show("add saturate", Vector256.AddSaturate(a, b)); Show("sub saturate", Vector256.SubtractSaturate(a, b));
        Show("sum", Vector256.Sum(a)); Show("dot", Vector256.Dot(b, c));
        Show("sequence", Vector256.CreateSequence(T.One, T.One + T.One)); Show("indices", Vector256<T>.Indices);
        Show("copy sign", Vector256.CopySign(a, b));
    }

    static void Bits<T>(Vector256<T> a, Vector256<T> b, Vector256<T> c) where T : struct, INumber<T>
    {
        Show("and", a & b); Show("or", a | b); Show("xor", a ^ b); Show("not", ~a); Show("and not", Vector256.AndNot(a, b));
        Show("select", Vector256.ConditionalSelect(a, b, c)); Show("select mask", Vector256.ConditionalSelect(Vector256.LessThan(a, b), b, c));
        foreach (int n in new[] { 0, 1, 5, 8, 15, 31, 33, 64, -1 })
        {
            Show("shl " + n, a << n); Show("shr " + n, a >> n); Show("shru " + n, a >>> n);
        }
        Show("msb", Vector256.ExtractMostSignificantBits(a)); Show("msb", Vector256.ExtractMostSignificantBits(Vector256.Equals(a, c)));
        Show("zero", Vector256<T>.Zero); Show("ones", Vector256<T>.AllBitsSet); Show("one", Vector256<T>.One);
    }

    static void Compare<T>(Vector256<T> a, Vector256<T> b) where T : struct, INumber<T>
    {
        Show("eq", Vector256.Equals(a, b)); Show("gt", Vector256.GreaterThan(a, b)); Show("ge", Vector256.GreaterThanOrEqual(a, b));
        Show("lt", Vector256.LessThan(a, b)); Show("le", Vector256.LessThanOrEqual(a, b));
        Show("all", string.Join(",", a == b, a != b, a.Equals(b), a.Equals((object)a), Vector256.EqualsAll(a, b), Vector256.GreaterThanAll(a, b), Vector256.GreaterThanOrEqualAll(a, b), Vector256.LessThanAll(a, b), Vector256.LessThanOrEqualAll(a, b)));
        Show("any", string.Join(",", Vector256.EqualsAny(a, b), Vector256.GreaterThanAny(a, b), Vector256.GreaterThanOrEqualAny(a, b), Vector256.LessThanAny(a, b), Vector256.LessThanOrEqualAny(a, b)));
        T first = b.ToScalar();
        Show("search", string.Join(",", Vector256.All(a, first), Vector256.Any(a, first), Vector256.None(a, first), Vector256.Count(a, first), Vector256.IndexOf(a, first), Vector256.LastIndexOf(a, first)));
        Show("is", string.Join(",", Vector256.ExtractMostSignificantBits(Vector256.IsZero(a)), Vector256.ExtractMostSignificantBits(Vector256.IsNegative(a)), Vector256.ExtractMostSignificantBits(Vector256.IsPositive(a)),
            Vector256.ExtractMostSignificantBits(Vector256.IsNaN(a)), Vector256.ExtractMostSignificantBits(Vector256.IsInteger(a))));
    }

    static unsafe void Elements<T>(Vector256<T> a, Vector256<T> b) where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < Vector256<T>.Count; i += 3)
        {
            Show("element " + i, a.GetElement(i)); Show("item", b[i]); Show("with", a.WithElement(i, T.One));
        }
        Show("scalar", Vector256.CreateScalar(a.ToScalar())); Show("splat", Vector256.Create(b.ToScalar()));
        Show("lower", a.GetLower().ToVector256()); Show("upper", Vector256.Create(a.GetUpper(), b.GetLower()));
        Show("with lower", a.WithLower(b.GetUpper())); Show("with upper", a.WithUpper(b.GetLower()));
        T* memory = stackalloc T[4 * Vector256<T>.Count + 1];
        Vector256.Store(a, memory + 1); Vector256.Store(b, memory + 1 + Vector256<T>.Count);
        Show("load", Vector256.Load(memory + 2)); Show("load at", Vector256.LoadUnsafe(ref memory[1], 3)); Show("load ref", Vector256.LoadUnsafe(ref memory[Vector256<T>.Count]));
        Vector256.StoreUnsafe(b, ref memory[1], 2); Vector256.StoreUnsafe(a, ref memory[0]);
        Show("stored", Vector256.Load(memory + 3)); Show("stored", *(Vector256<T>*)(memory + 1));
        try { a.GetElement(Vector256<T>.Count); } catch (ArgumentOutOfRangeException e) { Show("out of range", e.ParamName); }
        try { a.WithElement(-1, T.One); } catch (ArgumentOutOfRangeException e) { Show("out of range", e.ParamName); }
        object boxed = a;
        Show("boxed", (Vector256<T>)boxed); Show("hash", boxed.GetHashCode() == a.GetHashCode()); Show("text", a);
    }

    static void All<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        Console.WriteLine(typeof(T).Name + " " + Vector256<T>.Count);
        for (int round = 0; round < 2; round++)
        {
            Vector256<T> a = Make<T>(round + 1), b = Make<T>(round + 10), c = round == 0 ? Make<T>(77) : a.WithElement(1, T.One);
            Arithmetic(a, b, c); Bits(a, b, c); Compare(a, b); Compare(a, c); Compare(a, a); Elements(a, b);
        }
    }

    static void Main()
    {
        All<byte>(); All<sbyte>(); All<short>(); All<ushort>(); All<int>(); All<uint>(); All<long>(); All<ulong>(); All<nint>(); All<nuint>(); All<float>(); All<double>();
        Show("supported", string.Join(",", Vector256<int>.IsSupported, Vector256<char>.IsSupported, Vector256<bool>.IsSupported, Vector256<decimal>.IsSupported));
        try { Show("count", Vector256<char>.Count); } catch (NotSupportedException e) { Show("no vector", e.Message); }
        try { Show("zero", Vector256<Guid>.Zero.ToString()); } catch (NotSupportedException e) { Show("no vector", e.Message); }
        try { Show("add", (default(Vector256<char>) + default(Vector256<char>)).ToString()); } catch (NotSupportedException e) { Show("no vector", e.Message); }
    }
}
