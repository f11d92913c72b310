// The cross-platform API of Vector512<T> for every element type, with values at the edges. Every result is printed as bytes.
//options: --instruction-set native
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

static class Program
{
    static void Show<T>(string name, Vector512<T> v)
    {
        var bytes = new byte[64];
        Vector512.AsByte(v).CopyTo(bytes);
        Console.WriteLine($"  {name} {Convert.ToHexString(bytes)}");
    }
    static void Show(string name, object value) => Console.WriteLine($"  {name} {value}");

    // Values at the edges first, then noise.
    static Vector512<T> Make<T>(int seed) where T : struct, INumber<T>, IMinMaxValue<T>
    {
        var values = new T[Vector512<T>.Count];
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
        return Vector512.Create(values);
    }

    static void Arithmetic<T>(Vector512<T> a, Vector512<T> b, Vector512<T> c) where T : struct, INumber<T>
    {
        Show("add", a + b); Show("add", Vector512.Add(b, c));
        Show("sub", a - b); Show("sub", Vector512.Subtract(b, c));
        Show("mul", a * b); Show("mul", Vector512.Multiply(b, c)); Show("mul scalar", a * b.ToScalar()); Show("scalar mul", Vector512.Multiply(a.ToScalar(), b));
        Show("neg", -a); Show("plus", +a); Show("abs", Vector512.Abs(a - Vector512<T>.One));
        Show("min", Vector512.Min(a, b)); Show("max", Vector512.Max(a, b));
        Show("min native", Vector512.MinNative(a, c)); Show("max native", Vector512.MaxNative(a, c));
        Show("clamp", Vector512.Clamp(a, Vector512.Min(b, c), Vector512.Max(b, c)));
        Show("add saturate", Vector512.AddSaturate(a, b)); Show("sub saturate", Vector512.SubtractSaturate(a, b));
        Show("sum", Vector512.Sum(a)); Show("dot", Vector512.Dot(b, c));
        Show("sequence", Vector512.CreateSequence(T.One, T.One + T.One)); Show("indices", Vector512<T>.Indices);
        Show("copy sign", Vector512.CopySign(a, b));
    }

    static void Bits<T>(Vector512<T> a, Vector512<T> b, Vector512<T> c) where T : struct, INumber<T>
    {
        Show("and", a & b); Show("or", a | b); Show("xor", a ^ b); Show("not", ~a); Show("and not", Vector512.AndNot(a, b));
        Show("select", Vector512.ConditionalSelect(a, b, c)); Show("select mask", Vector512.ConditionalSelect(Vector512.LessThan(a, b), b, c));
        foreach (int n in new[] { 0, 1, 5, 8, 15, 31, 33, 64, -1 })
        {
            Show("shl " + n, a << n); Show("shr " + n, a >> n); Show("shru " + n, a >>> n);
        }
        Show("msb", Vector512.ExtractMostSignificantBits(a)); Show("msb", Vector512.ExtractMostSignificantBits(Vector512.Equals(a, c)));
        Show("zero", Vector512<T>.Zero); Show("ones", Vector512<T>.AllBitsSet); Show("one", Vector512<T>.One);
    }

    static void Compare<T>(Vector512<T> a, Vector512<T> b) where T : struct, INumber<T>
    {
        Show("eq", Vector512.Equals(a, b)); Show("gt", Vector512.GreaterThan(a, b)); Show("ge", Vector512.GreaterThanOrEqual(a, b));
        Show("lt", Vector512.LessThan(a, b)); Show("le", Vector512.LessThanOrEqual(a, b));
        Show("all", string.Join(",", a == b, a != b, a.Equals(b), a.Equals((object)a), Vector512.EqualsAll(a, b), Vector512.GreaterThanAll(a, b), Vector512.GreaterThanOrEqualAll(a, b), Vector512.LessThanAll(a, b), Vector512.LessThanOrEqualAll(a, b)));
        Show("any", string.Join(",", Vector512.EqualsAny(a, b), Vector512.GreaterThanAny(a, b), Vector512.GreaterThanOrEqualAny(a, b), Vector512.LessThanAny(a, b), Vector512.LessThanOrEqualAny(a, b)));
        T first = b.ToScalar();
        Show("search", string.Join(",", Vector512.All(a, first), Vector512.Any(a, first), Vector512.None(a, first), Vector512.Count(a, first), Vector512.IndexOf(a, first), Vector512.LastIndexOf(a, first)));
        Show("is", string.Join(",", Vector512.ExtractMostSignificantBits(Vector512.IsZero(a)), Vector512.ExtractMostSignificantBits(Vector512.IsNegative(a)), Vector512.ExtractMostSignificantBits(Vector512.IsPositive(a)),
            Vector512.ExtractMostSignificantBits(Vector512.IsNaN(a)), Vector512.ExtractMostSignificantBits(Vector512.IsInteger(a))));
    }

    static unsafe void Elements<T>(Vector512<T> a, Vector512<T> b) where T : unmanaged, INumber<T>
    {
        for (int i = 0; i < Vector512<T>.Count; i += 3)
        {
            Show("element " + i, a.GetElement(i)); Show("item", b[i]); Show("with", a.WithElement(i, T.One));
        }
        Show("scalar", Vector512.CreateScalar(a.ToScalar())); Show("splat", Vector512.Create(b.ToScalar()));
        Show("lower", a.GetLower().ToVector512()); Show("upper", Vector512.Create(a.GetUpper(), b.GetLower()));
        Show("with lower", a.WithLower(b.GetUpper())); Show("with upper", a.WithUpper(b.GetLower()));
        T* memory = stackalloc T[4 * Vector512<T>.Count + 1];
        Vector512.Store(a, memory + 1); Vector512.Store(b, memory + 1 + Vector512<T>.Count);
        Show("load", Vector512.Load(memory + 2)); Show("load at", Vector512.LoadUnsafe(ref memory[1], 3)); Show("load ref", Vector512.LoadUnsafe(ref memory[Vector512<T>.Count]));
        Vector512.StoreUnsafe(b, ref memory[1], 2); Vector512.StoreUnsafe(a, ref memory[0]);
        Show("stored", Vector512.Load(memory + 3)); Show("stored", *(Vector512<T>*)(memory + 1));
        try { a.GetElement(Vector512<T>.Count); } catch (ArgumentOutOfRangeException e) { Show("out of range", e.ParamName); }
        try { a.WithElement(-1, T.One); } catch (ArgumentOutOfRangeException e) { Show("out of range", e.ParamName); }
        object boxed = a;
        Show("boxed", (Vector512<T>)boxed); Show("hash", boxed.GetHashCode() == a.GetHashCode()); Show("text", a);
    }

    static void All<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        Console.WriteLine(typeof(T).Name + " " + Vector512<T>.Count);
        for (int round = 0; round < 2; round++)
        {
            Vector512<T> a = Make<T>(round + 1), b = Make<T>(round + 10), c = round == 0 ? Make<T>(77) : a.WithElement(1, T.One);
            Arithmetic(a, b, c); Bits(a, b, c); Compare(a, b); Compare(a, c); Compare(a, a); Elements(a, b);
        }
    }

    static void Main()
    {
        All<byte>(); All<sbyte>(); All<short>(); All<ushort>(); All<int>(); All<uint>(); All<long>(); All<ulong>(); All<nint>(); All<nuint>(); All<float>(); All<double>();
        Show("supported", string.Join(",", Vector512<int>.IsSupported, Vector512<char>.IsSupported, Vector512<bool>.IsSupported, Vector512<decimal>.IsSupported));
        try { Show("count", Vector512<char>.Count); } catch (NotSupportedException e) { Show("no vector", e.Message); }
        try { Show("zero", Vector512<Guid>.Zero.ToString()); } catch (NotSupportedException e) { Show("no vector", e.Message); }
        try { Show("add", (default(Vector512<char>) + default(Vector512<char>)).ToString()); } catch (NotSupportedException e) { Show("no vector", e.Message); }
    }
}
