//options: --instruction-set x86-64-v3
// Vectors of every width as parameters, results, fields, elements, captured variables; live across calls, exceptions, filters, finally, await and yield.
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

interface IShape<T> { Vector256<T> Add(Vector256<T> a, Vector128<T> b, Vector512<T> c, T d); }
struct Pair { public byte Mark; public Vector128<int> A; public Vector256<int> B; public object Name; }
struct Four { public Vector128<float> A, B, C, D; }
class Holder { public byte Mark; public Vector256<double> Wide; public Vector512<int> Widest; public Vector<float> Any; public static Vector256<int> Shared = Vector256.Create(5); [ThreadStatic] public static Vector128<int> Own; }
class Base<T> : IShape<T> where T : INumber<T>
{
    public virtual Vector256<T> Add(Vector256<T> a, Vector128<T> b, Vector512<T> c, T d) => a + Vector256.Create(b, b) + c.GetUpper() * d;
}
sealed class Derived<T> : Base<T> where T : INumber<T> { public override Vector256<T> Add(Vector256<T> a, Vector128<T> b, Vector512<T> c, T d) => base.Add(a, b, c, d) - a; }

static class Program
{
    [MethodImpl(MethodImplOptions.NoInlining)] static Vector128<int> V1(Vector128<int> a, int x, Vector64<int> b, ref Vector128<int> c) { c += a; return a * x + Vector128.Create(b, b); }
    [MethodImpl(MethodImplOptions.NoInlining)] static (Vector128<int>, Vector256<int>) V2(Vector256<int> a, in Vector256<int> b, Vector512<int> c) => ((a + b).GetLower(), c.GetLower() - a);
    [MethodImpl(MethodImplOptions.NoInlining)] static Four V3(Four f, double d, Vector4 v) => new Four { A = f.D * (float)d, B = f.C, C = f.B + v.AsVector128(), D = f.A };
    [MethodImpl(MethodImplOptions.NoInlining)] static Pair V4(Pair p, string s) { p.B += Vector256.Create(p.A, p.A); p.Name = p.Name + s; return p; }
    [MethodImpl(MethodImplOptions.NoInlining)] static Vector256<long> Many(Vector256<long> a, Vector256<long> b, Vector256<long> c, Vector256<long> d, Vector256<long> e, Vector256<long> f, Vector256<long> g, Vector256<long> h, Vector256<long> i, Vector256<long> j) => a + b * c + d * e + f * g + h * i + j;
    [MethodImpl(MethodImplOptions.NoInlining)] static int Fail(int n) => n > 2 ? throw new InvalidOperationException("at " + n) : n;
    [MethodImpl(MethodImplOptions.NoInlining)] static ref Vector256<int> At(Vector256<int>[] a, int i) => ref a[i];

    static void Filters(int n)
    {
        Vector256<int> wide = Vector256.Create(n), other = wide + Vector256<int>.Indices;
        Vector512<double> widest = Vector512.Create(1.5 * n);
        Vector128<byte> narrow = Vector128.Create((byte)n);
        try
        {
            try { wide += other; Fail(n); widest += widest; }
            finally { narrow += narrow; other = wide * 2; }
            Console.WriteLine($"fine {wide} {narrow[0]} {widest[7]}");
        }
        catch (InvalidOperationException e) when (Check(ref wide, other) && (wide += wide) != default && e.Message.Length > 3)
        {
            Console.WriteLine($"{e.Message} {wide} {other} {narrow[15]} {widest[1]}");
        }
    }
    static bool Check(ref Vector256<int> v, Vector256<int> w) { v = Vector256.Max(v, w); return true; }

    static async Task<Vector256<int>> Later(Vector256<int> a, Vector128<float> b)
    {
        Vector512<long> c = Vector512.Create(7L);
        await Task.Yield();
        a += Vector256.ConvertToInt32(Vector256.Create(b, b));
        await Task.Delay(1);
        return a + Vector256.Create((int)c[3]);
    }
    static IEnumerable<Vector256<short>> Sequence(Vector256<short> v) { for (int i = 0; i < 3; i++) { yield return v; v = v * v + Vector256<short>.One; } }

    static void Collect()
    {
        var list = new List<Vector256<double>>(); var map = new Dictionary<Vector128<int>, Vector512<int>>(); var boxes = new object[50];
        for (int i = 0; i < 50; i++) { list.Add(Vector256.Create(i * 0.5)); map[Vector128.Create(i % 7)] = Vector512.Create(i); boxes[i] = new Pair { A = Vector128.Create(i), B = Vector256.Create(-i), Name = "n" + i }; if (i % 10 == 0) GC.Collect(i % 3); }
        var sum = Vector256<double>.Zero; foreach (var v in list) sum += v;
        Console.WriteLine($"{sum} {map.Count} {map[Vector128.Create(3)][5]} {((Pair)boxes[49]).Name} {((Pair)boxes[49]).B[7]} {boxes.Cast<Pair>().Aggregate(Vector128<int>.Zero, (a, p) => a + p.A)}");
    }

    static void Main()
    {
        Vector128<int> r = Vector128.Create(1, 2, 3, 4); Console.WriteLine($"{V1(r, 3, Vector64.Create(5, 6), ref r)} {r}");
        var (x, y) = V2(Vector256.Create(3), Vector256<int>.Indices, Vector512<int>.Indices); Console.WriteLine($"{x} {y}");
        Four f = V3(new Four { A = Vector128.Create(1f), B = Vector128.Create(2f), C = Vector128.Create(3f), D = Vector128.Create(4f) }, 0.5, new Vector4(1, 2, 3, 4)); Console.WriteLine($"{f.A} {f.B} {f.C} {f.D}");
        Pair p = V4(new Pair { A = Vector128.Create(7), B = Vector256.Create(1), Name = "x" }, "y"); Console.WriteLine($"{p.B} {p.Name} {Unsafe.SizeOf<Pair>()} {Unsafe.SizeOf<Four>()} {Unsafe.SizeOf<Vector512<byte>>()}");
        var l = Vector256<long>.Indices; Console.WriteLine(Many(l, l + l, l, l, l, l, l, l, l, l));
        foreach (Base<int> shape in new[] { new Base<int>(), new Derived<int>() }) { Console.WriteLine(shape.Add(Vector256.Create(1), Vector128.Create(2), Vector512.Create(3), 4)); IShape<int> i = shape; Console.WriteLine(i.Add(Vector256<int>.Indices, default, default, 1)); Func<Vector256<int>, Vector128<int>, Vector512<int>, int, Vector256<int>> d = i.Add; Console.WriteLine(d(default, Vector128.Create(9), Vector512.Create(1), 2)); }
        Func<Vector256<int>, Vector256<int>> twice = v => v + v; twice += v => v * v; Console.WriteLine(twice(Vector256.Create(5)));
        var captured = Vector256.Create(1.25); Action add = () => captured += captured; add(); add(); Console.WriteLine(captured);
        for (int n = 1; n < 5; n++) Filters(n);
        Console.WriteLine(Later(Vector256.Create(1), Vector128.Create(2.9f)).Result); foreach (var s in Sequence(Vector256.Create((short)3))) Console.WriteLine(s[15]);
        var h = new Holder { Wide = Vector256.Create(2.5), Widest = Vector512.Create(9) }; h.Wide *= h.Wide; Holder.Shared += Holder.Shared; Holder.Own = Vector128.Create(4); var t = new Thread(() => { Holder.Own += Vector128<int>.One; Console.WriteLine(Holder.Own); }); t.Start(); t.Join(); Console.WriteLine($"{h.Wide} {h.Widest[15]} {Holder.Shared} {Holder.Own}");
        var array = new Vector256<int>[5]; At(array, 3) = Vector256.Create(8); ref var at = ref At(array, 3); at += at; Console.WriteLine($"{array[3]} {MemoryMarshal.Cast<Vector256<int>, int>(array)[25]} {array.AsSpan().IndexOf(at)}");
        var bytes = new byte[100]; for (int i = 0; i < 100; i++) bytes[i] = (byte)i; Console.WriteLine($"{Unsafe.As<byte, Vector256<byte>>(ref bytes[3])[0]} {Unsafe.ReadUnaligned<Vector512<byte>>(ref bytes[5])[63]} {MemoryMarshal.Read<Vector128<int>>(bytes.AsSpan(1))}"); Unsafe.As<byte, Vector256<byte>>(ref bytes[1]) = default; Console.WriteLine(bytes.Sum(b => b));
        Collect();
    }
}
