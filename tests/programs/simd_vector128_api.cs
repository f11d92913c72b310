// The cross-platform API of Vector128<T> for every element type, with values at the edges. Every result is printed as bytes.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

static class Program
{
    static void Show<T>(string name, Vector128<T> v)
    {
        var bytes = new byte[16];
        Vector128.AsByte(v).CopyTo(bytes);
        Console.WriteLine($"  {name} {Convert.ToHexString(bytes)}");
    }
    static void Show(string name, object value) => Console.WriteLine($"  {name} {value}");

    // Values at the edges first, then noise.
    static Vector128<T> Make<T>(int seed) where T : struct, INumber<T>, IMinMaxValue<T>
    {
        var values = new T[Vector128<T>.Count];
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
        return Vector128.Create(values);
    }

    static void Arithmetic<T>(Vector128<T> a, Vector128<T> b, Vector128<T> c) where T : struct, INumber<T>
    {
        Show("add", a + b); Show("add", Vector128.Add(b, c));
        Show("sub", a - b); Show("sub", Vector128.Subtract(b, c));
        Show("mul", a * b); Show("mul", Vector128.Multiply(b, c)); Show("mul scalar", a * b.ToScalar()); Show("scalar mul", Vector128.Multiply(a.ToScalar(), b));
        Show("neg", -a); Show("plus", +a); Show("abs", Vector128.Abs(a - Vector128<T>.One));
        Show("min", Vector128.Min(a, b)); Show("max", Vector128.Max(a, b));
        Show("min native", Vector128.MinNative(a, c)); Show("max native", Vector128.MaxNative(a, c));
        Show("clamp", Vector128.Clamp(a, Vector128.Min(b, c), Vector128.Max(b, c)));
        Show("add saturate", Vector128.AddSaturate(a, b)); Show("sub saturate", Vector128.SubtractSaturate(a, b));
        Show("sum", Vector128.Sum(a)); Show("dot", Vector128.Dot(b, c));
        Show("sequence", Vector128.CreateSequence(T.One, T.One + T.One)); Show("indices", Vector128<T>.Indices);
        Show("copy sign", Vector128.CopySign(a, b));
    }

    static void Bits<T>(Vector128<T> a, Vector128<T> b, Vector128<T> c) where T : struct, INumber<T>
    {
        Show("and", a & b); Show("or", a | b); Show("xor", a ^ b); Show("not", ~a); Show("and not", Vector128.AndNot(a, b));
        Show("select", Vector128.ConditionalSelect(a, b, c)); Show("select mask", Vector128.ConditionalSelect(Vector128.LessThan(a, b), b, c));
        foreach (int n in new[] { 0, 1, 5, 8, 15, 31, 33, 64, -1 })
        {
            Show("shl " + n, a << n); Show("shr " + n, a >> n); Show("shru " + n, a >>> n);
        }
        Show("msb", Vector128.ExtractMostSignificantBits(a)); Show("msb", Vector128.ExtractMostSignificantBits(Vector128.Equals(a, c)));
        Show("zero", Vector128<T>.Zero); Show("ones", Vector128<T>.AllBitsSet); Show("one", Vector128<T>.One);
    }

    static void Compare<T>(Vector128<T> a, Vector128<T> b) where T : struct, INumber<T>
    {
        Show("eq", Vector128.Equals(a, b)); Show("gt", Vector128.GreaterThan(a, b)); Show("ge", Vector128.GreaterThanOrEqual(a, b));
        Show("lt", Vector128.LessThan(a, b)); Show("le", Vector128.LessThanOrEqual(a, b));
        Show("all", string.Join(",", a == b, a != b, a.Equals(b), a.Equals((object)a), Vector128.EqualsAll(a, b), Vector128.GreaterThanAll(a, b), Vector128.GreaterThanOrEqualAll(a, b), Vector128.LessThanAll(a, b), Vector128.LessThanOrEqualAll(a, b)));
        Show("any", string.Join(",", Vector128.EqualsAny(a, b), Vector128.GreaterThanAny(a, b), Vector128.GreaterThanOrEqualAny(a, b), Vector128.LessThanAny(a, b), Vector128.LessThanOrEqualAny(a, b)));
        T first = b.ToScalar();
        Show("search", string.Join(",", Vector128.All(a, first), Vector128.Any(a, first), Vector128.None(a, first), Vector128.Count(a, first), Vector128.IndexOf(a, first), Vector128.LastIndexOf(a, first)));
        Show("is", string.Join(",", Vector128.ExtractMostSignificantBits(Vector128.IsZero(a)), Vector128.ExtractMostSignificantBits(Vector128.IsNegative(a)), Vector128.ExtractMostSignificantBits(Vector128.IsPositive(a)),
            Vector128.ExtractMostSignificantBits(Vector128.IsNaN(a)), Vector128.ExtractMostSignificantBits(Vector128.IsInteger(a))));
    }

    static unsafe void Elements<T>(Vector128<T> a, Vector128<T> b) where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < Vector128<T>.Count; i += 3)
        {
            Show("element " + i, a.GetElement(i)); Show("item", b[i]); Show("with", a.WithElement(i, T.One));
        }
        Show("scalar", Vector128.CreateScalar(a.ToScalar())); Show("splat", Vector128.Create(b.ToScalar()));
        Show("lower", a.GetLower().ToVector128()); Show("upper", Vector128.Create(a.GetUpper(), b.GetLower()));
        Show("with lower", a.WithLower(b.GetUpper())); Show("with upper", a.WithUpper(b.GetLower()));
        T* memory = stackalloc T[4 * Vector128<T>.Count + 1];
        Vector128.Store(a, memory + 1); Vector128.Store(b, memory + 1 + Vector128<T>.Count);
        Show("load", Vector128.Load(memory + 2)); Show("load at", Vector128.LoadUnsafe(ref memory[1], 3)); Show("load ref", Vector128.LoadUnsafe(ref memory[Vector128<T>.Count]));
        Vector128.StoreUnsafe(b, ref memory[1], 2); Vector128.StoreUnsafe(a, ref memory[0]);
        Show("stored", Vector128.Load(memory + 3)); Show("stored", *(Vector128<T>*)(memory + 1));
        try { a.GetElement(Vector128<T>.Count); } catch (ArgumentOutOfRangeException e) { Show("out of range", e.ParamName); }
        try { a.WithElement(-1, T.One); } catch (ArgumentOutOfRangeException e) { Show("out of range", e.ParamName); }
        object boxed = a;
        Show("boxed", (Vector128<T>)boxed); Show("hash", boxed.GetHashCode() == a.GetHashCode()); Show("text", a);
    }

    static void All<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        Console.WriteLine(typeof(T).Name + " " + Vector128<T>.Count);
        for (int round = 0; round < 2; round++)
        {
            Vector128<T> a = Make<T>(round + 1), b = Make<T>(round + 10), c = round == 0 ? Make<T>(77) : a.WithElement(1, T.One);
            Arithmetic(a, b, c); Bits(a, b, c); Compare(a, b); Compare(a, c); Compare(a, a); Elements(a, b);
        }
    }

    static void Main()
    {
        All<byte>(); All<sbyte>(); All<short>(); All<ushort>(); All<int>(); All<uint>(); All<long>(); All<ulong>(); All<nint>(); All<nuint>(); All<float>(); All<double>();
        Show("supported", string.Join(",", Vector128<int>.IsSupported, Vector128<char>.IsSupported, Vector128<bool>.IsSupported, Vector128<decimal>.IsSupported));
        try { Show("count", Vector128<char>.Count); } catch (NotSupportedException e) { Show("no vector", e.Message); }
        try { Show("zero", Vector128<Guid>.Zero.ToString()); } catch (NotSupportedException e) { Show("no vector", e.Message); }
        try { Show("add", (default(Vector128<char>) + default(Vector128<char>)).ToString()); } catch (NotSupportedException e) { Show("no vector", e.Message); }
    }
}
