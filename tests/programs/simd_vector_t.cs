//options: --instruction-set x86-64-v3
// System.Numerics.Vector<T>: 32 bytes with AVX2. Operators, functions, copies, loops over spans with a scalar rest.
using System.Numerics;
using System.Runtime.InteropServices;

static class Program
{
    static void Show<T>(string name, Vector<T> v)
    {
        var bytes = new byte[Vector<byte>.Count];
        Vector.AsVectorByte(v).CopyTo(bytes);
        Console.WriteLine($"  {name} {Convert.ToHexString(bytes)}");
    }
    static void Show(string name, object v) => Console.WriteLine($"  {name} {v}");

    static void All<T>() where T : struct, INumber<T>
    {
        Console.WriteLine($"{typeof(T).Name} {Vector<T>.Count}");
        var values = new T[Vector<T>.Count * 2 + 1];
        for (int i = 0; i < values.Length; i++) values[i] = T.CreateTruncating(i * 29 - 60);
        Vector<T> a = new(values), b = new(values, 3), c = new(T.One + T.One);
        Show("add", a + b); Show("sub", a - b); Show("mul", a * b); Show("mul", a * (T.One + T.One)); Show("div", b / c); Show("neg", -a); Show("and", a & b); Show("or", a | b); Show("xor", a ^ b); Show("not", ~a); Show("and not", Vector.AndNot(a, b)); Show("shl", a << 3); Show("shr", a >> 2); Show("shru", a >>> 2);
        Show("abs", Vector.Abs(a)); Show("min", Vector.Min(a, c)); Show("max", Vector.Max(a, c)); Show("sum", Vector.Sum(a)); Show("dot", Vector.Dot(a, c)); Show("select", Vector.ConditionalSelect(Vector.GreaterThan(a, c), a, c)); Show("eq", Vector.Equals(a, b)); Show("le", Vector.LessThanOrEqual(a, b));
        Show("any", string.Join(",", Vector.EqualsAny(a, b), Vector.LessThanAll(a, b), Vector.GreaterThanAny(a, b), a == b, a != b, a.Equals(a)));
        Show("zero", Vector<T>.Zero); Show("one", Vector<T>.One); Show("ones", Vector<T>.AllBitsSet); Show("indices", Vector<T>.Indices); Show("item", a[Vector<T>.Count - 1]); Show("with", a.WithElement(1, T.Zero)); Show("text", a);
        a.CopyTo(values, 1); Show("copied", string.Join(",", values)); Show("bytes", ((Vector<byte>)a)[0]); Show("int", (Vector<int>)a); Show("as", Vector.As<T, ulong>(a));
        try { Show("item", a[Vector<T>.Count]); } catch (ArgumentOutOfRangeException) { Show("out of range", ""); } catch (IndexOutOfRangeException) { Show("index", ""); }
        try { Show("short", new Vector<T>(new T[Vector<T>.Count - 1])); } catch (Exception e) { Show("short", e.GetType().Name); }
        object boxed = a; Show("boxed", ((Vector<T>)boxed).Equals(a)); Show("field", new Holder<T> { Value = b, Mark = 7 }.Sum());
    }
    struct Holder<T> { public byte Mark; public Vector<T> Value; public readonly Vector<T> Sum() => Value; }

    static float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        ReadOnlySpan<Vector<float>> vx = MemoryMarshal.Cast<float, Vector<float>>(x), vy = MemoryMarshal.Cast<float, Vector<float>>(y);
        var sum = Vector<float>.Zero;
        for (int i = 0; i < vx.Length; i++) sum += vx[i] * vy[i];
        float total = Vector.Sum(sum);
        for (int i = vx.Length * Vector<float>.Count; i < x.Length; i++) total += x[i] * y[i];
        return total;
    }
    static void Scale(Span<double> x, double by)
    {
        int i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count) (new Vector<double>(x.Slice(i)) * by).CopyTo(x.Slice(i));
        for (; i < x.Length; i++) x[i] *= by;
    }
    static int CountAbove(int[] x, int limit)
    {
        var count = Vector<int>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector<int>.Count; i += Vector<int>.Count) count -= Vector.GreaterThan(new Vector<int>(x, i), new Vector<int>(limit));
        int total = Vector.Sum(count);
        for (; i < x.Length; i++) if (x[i] > limit) total++;
        return total;
    }

    static void Main()
    {
        Show("accelerated", Vector.IsHardwareAccelerated);
        All<byte>(); All<sbyte>(); All<short>(); All<ushort>(); All<int>(); All<uint>(); All<long>(); All<ulong>(); All<nint>(); All<float>(); All<double>();
        Show("convert", Vector.ConvertToInt32(Vector.Create(-2.75f))); Show("convert", Vector.ConvertToDouble(new Vector<long>(9))); Show("convert", Vector.ConvertToSingle(new Vector<int>(-9))); Show("convert", Vector.ConvertToUInt64(Vector.Create(double.NaN)));
        Vector.Widen(Vector<ushort>.Indices, out var low, out var high); Show("widen", low); Show("widen", high); Show("narrow", Vector.Narrow(low, high)); Show("narrow", Vector.Narrow(Vector<double>.Indices, Vector<double>.One)); Show("sqrt", Vector.SquareRoot(Vector<float>.Indices)); Show("floor", Vector.Floor(Vector<float>.Indices * -0.4f)); Show("ceiling", Vector.Ceiling(Vector<double>.Indices * -0.4));
        for (int n = 0; n < 40; n += 3)
        {
            var f = Enumerable.Range(0, n).Select(i => i * 0.5f).ToArray(); var d = Enumerable.Range(0, n).Select(i => i * 0.25).ToArray();
            Scale(d, 3); Console.WriteLine($"{Dot(f, f)} {d.Sum()} {CountAbove(Enumerable.Range(0, n).ToArray(), 11)}");
        }
    }
}
