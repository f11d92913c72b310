// The cross-platform API of Vector64<T> for every element type, with values at the edges. Every result is printed as bytes.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

static class Program
{
    static void Show<T>(string name, Vector64<T> v)
    {
        var bytes = new byte[8];
        Vector64.AsByte(v).CopyTo(bytes);
        Console.WriteLine($"  {name} {Convert.ToHexString(bytes)}");
    }
    static void Show(string name, object value) => Console.WriteLine($"  {name} {value}");

    // Values at the edges first, then noise.
    static Vector64<T> Make<T>(int seed) where T : struct, INumber<T>, IMinMaxValue<T>
    {
        var values = new T[Vector64<T>.Count];
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
        return Vector64.Create(values);
    }

    static void Arithmetic<T>(Vector64<T> a, Vector64<T> b, Vector64<T> c) where T : struct, INumber<T>
    {
        Show("add", a + b); Show("add", Vector64.Add(b, c));
        Show("sub", a - b); Show("sub", Vector64.Subtract(b, c));
        Show("mul", a * b); Show("mul", Vector64.Multiply(b, c)); Show("mul scalar", a * b.ToScalar()); Show("scalar mul", Vector64.Multiply(a.ToScalar(), b));
        Show("neg", -a); Show("plus", +a); Show("abs", Vector64.Abs(a - Vector64<T>.One));
        Show("min", Vector64.Min(a, b)); Show("max", Vector64.Max(a, b));
        Show("min native", Vector64.MinNative(a, c)); Show("max native", Vector64.MaxNative(a, c));
        Show("clamp", Vector64.Clamp(a, Vector64.Min(b, c), Vector64.Max(b, c)));
        Show("add saturate", Vector64.AddSaturate(a, b)); Show("sub saturate", Vector64.SubtractSaturate(a, b));
        Show("sum", Vector64.Sum(a)); Show("dot", Vector64.Dot(b, c));
        Show("sequence", Vector64.CreateSequence(T.One, T.One + T.One)); Show("indices", Vector64<T>.Indices);
        Show("copy sign", Vector64.CopySign(a, b));
    }

    static void Bits<T>(Vector64<T> a, Vector64<T> b, Vector64<T> c) where T : struct, INumber<T>
    {
        Show("and", a & b); Show("or", a | b); Show("xor", a ^ b); Show("not", ~a); Show("and not", Vector64.AndNot(a, b));
        Show("select", Vector64.ConditionalSelect(a, b, c)); Show("select mask", Vector64.ConditionalSelect(Vector64.LessThan(a, b), b, c));
        foreach (int n in new[] { 0, 1, 5, 8, 15, 31, 33, 64, -1 })
        {
            Show("shl " + n, a << n); Show("shr " + n, a >> n); Show("shru " + n, a >>> n);
        }
        Show("msb", Vector64.ExtractMostSignificantBits(a)); Show("msb", Vector64.ExtractMostSignificantBits(Vector64.Equals(a, c)));
        Show("zero", Vector64<T>.Zero); Show("ones", Vector64<T>.AllBitsSet); Show("one", Vector64<T>.One);
    }

    static void Compare<T>(Vector64<T> a, Vector64<T> b) where T : struct, INumber<T>
    {
        Show("eq", Vector64.Equals(a, b)); Show("gt", Vector64.GreaterThan(a, b)); Show("ge", Vector64.GreaterThanOrEqual(a, b));
        Show("lt", Vector64.LessThan(a, b)); Show("le", Vector64.LessThanOrEqual(a, b));
        Show("all", string.Join(",", a == b, a != b, a.Equals(b), a.Equals((object)a), Vector64.EqualsAll(a, b), Vector64.GreaterThanAll(a, b), Vector64.GreaterThanOrEqualAll(a, b), Vector64.LessThanAll(a, b), Vector64.LessThanOrEqualAll(a, b)));
        Show("any", string.Join(",", Vector64.EqualsAny(a, b), Vector64.GreaterThanAny(a, b), Vector64.GreaterThanOrEqualAny(a, b), Vector64.LessThanAny(a, b), Vector64.LessThanOrEqualAny(a, b)));
        T first = b.ToScalar();
        Show("search", string.Join(",", Vector64.All(a, first), Vector64.Any(a, first), Vector64.None(a, first), Vector64.Count(a, first), Vector64.IndexOf(a, first), Vector64.LastIndexOf(a, first)));
        Show("is", string.Join(",", Vector64.ExtractMostSignificantBits(Vector64.IsZero(a)), Vector64.ExtractMostSignificantBits(Vector64.IsNegative(a)), Vector64.ExtractMostSignificantBits(Vector64.IsPositive(a)),
            Vector64.ExtractMostSignificantBits(Vector64.IsNaN(a)), Vector64.ExtractMostSignificantBits(Vector64.IsInteger(a))));
    }

    static unsafe void Elements<T>(Vector64<T> a, Vector64<T> b) where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < Vector64<T>.Count; i += 3)
        {
            Show("element " + i, a.GetElement(i)); Show("item", b[i]); Show("with", a.WithElement(i, T.One));
        }
        Show("scalar", Vector64.CreateScalar(a.ToScalar())); Show("splat", Vector64.Create(b.ToScalar()));
        T* memory = stackalloc T[4 * Vector64<T>.Count + 1];
        Vector64.Store(a, memory + 1); Vector64.Store(b, memory + 1 + Vector64<T>.Count);
        Show("load", Vector64.Load(memory + 2)); Show("load at", Vector64.LoadUnsafe(ref memory[1], 3)); Show("load ref", Vector64.LoadUnsafe(ref memory[Vector64<T>.Count]));
        Vector64.StoreUnsafe(b, ref memory[1], 2); Vector64.StoreUnsafe(a, ref memory[0]);
        Show("stored", Vector64.Load(memory + 3)); Show("stored", *(Vector64<T>*)(memory + 1));
        try { a.GetElement(Vector64<T>.Count); } catch (ArgumentOutOfRangeException e) { Show("out of range", e.ParamName); }
        try { a.WithElement(-1, T.One); } catch (ArgumentOutOfRangeException e) { Show("out of range", e.ParamName); }
        object boxed = a;
        Show("boxed", (Vector64<T>)boxed); Show("hash", boxed.GetHashCode() == a.GetHashCode()); Show("text", a);
    }

    static void All<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        Console.WriteLine(typeof(T).Name + " " + Vector64<T>.Count);
        for (int round = 0; round < 2; round++)
        {
            Vector64<T> a = Make<T>(round + 1), b = Make<T>(round + 10), c = round == 0 ? Make<T>(77) : a.WithElement(Vector64<T>.Count - 1, T.One);
            Arithmetic(a, b, c); Bits(a, b, c); Compare(a, b); Compare(a, c); Compare(a, a); Elements(a, b);
        }
    }

    static void Main()
    {
        All<byte>(); All<sbyte>(); All<short>(); All<ushort>(); All<int>(); All<uint>(); All<long>(); All<ulong>(); All<nint>(); All<nuint>(); All<float>(); All<double>();
        Show("supported", string.Join(",", Vector64<int>.IsSupported, Vector64<char>.IsSupported, Vector64<bool>.IsSupported, Vector64<decimal>.IsSupported));
        try { Show("count", Vector64<char>.Count); } catch (NotSupportedException e) { Show("no vector", e.Message); }
        try { Show("zero", Vector64<Guid>.Zero.ToString()); } catch (NotSupportedException e) { Show("no vector", e.Message); }
        try { Show("add", (default(Vector64<char>) + default(Vector64<char>)).ToString()); } catch (NotSupportedException e) { Show("no vector", e.Message); }
    }
}
