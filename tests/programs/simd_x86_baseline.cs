// The instructions of Sse … Sse42 and Popcnt beside the same computed by scalar code or shown as bytes.
#pragma warning disable SYSLIB5004
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

static unsafe class Program
{
    static void Show<T>(string name, Vector128<T> v)
    {
        var bytes = new byte[16];
        v.AsByte().CopyTo(bytes);
        Console.WriteLine($"  {name} {Convert.ToHexString(bytes)}");
    }
    static void Show(string name, object v) => Console.WriteLine($"  {name} {v}");

    static readonly Vector128<float> F = Vector128.Create(1.5f, -2.25f, float.NaN, 3e9f), G = Vector128.Create(1.5f, 7f, -0f, -2.5f);
    static readonly Vector128<double> D = Vector128.Create(-1.5, 4.75), E = Vector128.Create(double.NaN, 4.75);
    static readonly Vector128<byte> B = Vector128.Create((byte)1, 200, 3, 255, 128, 127, 0, 9, 77, 10, 66, 12, 250, 14, 15, 16), C = Vector128.Create((byte)15, 3, 255, 0, 1, 2, 129, 4, 9, 8, 7, 6, 5, 200, 11, 10);
    static readonly Vector128<short> H = B.AsInt16(), I = C.AsInt16();
    static readonly Vector128<int> J = Vector128.Create(1, -2, int.MaxValue, int.MinValue), K = Vector128.Create(-5, -2, 7, 100000);
    static readonly Vector128<long> L = Vector128.Create(long.MinValue, 77), M = Vector128.Create(5L, -77);

    static void Floats()
    {
        Show("add", Sse.Add(F, G)); Show("addss", Sse.AddScalar(F, G)); Show("sub", Sse.Subtract(F, G)); Show("subss", Sse.SubtractScalar(F, G));
        Show("mul", Sse.Multiply(F, G)); Show("mulss", Sse.MultiplyScalar(F, G)); Show("div", Sse.Divide(F, G)); Show("divss", Sse.DivideScalar(F, G));
        Show("min", Sse.Min(F, G)); Show("min swapped", Sse.Min(G, F)); Show("max", Sse.Max(F, G)); Show("maxss", Sse.MaxScalar(G, F));
        Show("sqrt", Sse.Sqrt(G)); Show("sqrtss", Sse.SqrtScalar(F)); Show("sqrtss", Sse.SqrtScalar(F, G));
        Show("and", Sse.And(F, G)); Show("andn", Sse.AndNot(F, G)); Show("or", Sse.Or(F, G)); Show("xor", Sse.Xor(F, G));
        Show("eq", Sse.CompareEqual(F, G)); Show("lt", Sse.CompareLessThan(F, G)); Show("le", Sse.CompareLessThanOrEqual(F, G)); Show("gt", Sse.CompareGreaterThan(F, G));
        Show("ge", Sse.CompareGreaterThanOrEqual(F, G)); Show("ne", Sse.CompareNotEqual(F, G)); Show("nlt", Sse.CompareNotLessThan(F, G)); Show("nle", Sse.CompareNotLessThanOrEqual(F, G));
        Show("ngt", Sse.CompareNotGreaterThan(F, G)); Show("nge", Sse.CompareNotGreaterThanOrEqual(F, G)); Show("ord", Sse.CompareOrdered(F, G)); Show("uno", Sse.CompareUnordered(F, G));
        Show("eqss", Sse.CompareScalarEqual(F, G)); Show("ltss", Sse.CompareScalarLessThan(F, G)); Show("ness", Sse.CompareScalarNotEqual(F, G)); Show("unoss", Sse.CompareScalarUnordered(F, G));
        Show("comi", string.Join(",", Sse.CompareScalarOrderedEqual(F, G), Sse.CompareScalarOrderedLessThan(F, G), Sse.CompareScalarUnorderedGreaterThanOrEqual(F, G), Sse.CompareScalarUnorderedNotEqual(F, G)));
        Show("shuffle", Sse.Shuffle(F, G, 0b11_01_10_00)); Show("unpack", Sse.UnpackLow(F, G)); Show("unpack", Sse.UnpackHigh(F, G));
        Show("hl", Sse.MoveHighToLow(F, G)); Show("lh", Sse.MoveLowToHigh(F, G)); Show("ss", Sse.MoveScalar(F, G)); Show("mask", Sse.MoveMask(G));
        Show("int", Sse.ConvertToInt32(F)); Show("int", Sse.ConvertToInt32WithTruncation(G)); Show("long", Sse.X64.ConvertToInt64(F)); Show("from", Sse.ConvertScalarToVector128Single(F, -9)); Show("from", Sse.X64.ConvertScalarToVector128Single(F, long.MaxValue));
        Show("rcp near", MathF.Abs(Sse.Reciprocal(G).ToScalar() - 1 / 1.5f) < 0.001f); Show("rsqrt near", MathF.Abs(Sse.ReciprocalSqrt(G).ToScalar() - 1 / MathF.Sqrt(1.5f)) < 0.001f); Show("rcpss keeps", Sse.ReciprocalScalar(F, G).GetElement(1) == F.GetElement(1));
        Show("addsub", Sse3.AddSubtract(F, G)); Show("hadd", Sse3.HorizontalAdd(F, G)); Show("hsub", Sse3.HorizontalSubtract(F, G)); Show("dup", Sse3.MoveHighAndDuplicate(F)); Show("dup", Sse3.MoveLowAndDuplicate(F));
        Show("ceil", Sse41.Ceiling(G)); Show("floor", Sse41.Floor(G)); Show("round", Sse41.RoundToNearestInteger(G)); Show("zero", Sse41.RoundToZero(G)); Show("up", Sse41.RoundToPositiveInfinity(F)); Show("ceilss", Sse41.CeilingScalar(F)); Show("floorss", Sse41.FloorScalar(F, G)); Show("current", Sse41.RoundCurrentDirection(G));
        Show("dot", Sse41.DotProduct(G, G, 0b1011_0101)); Show("blend", Sse41.Blend(F, G, 0b0101)); Show("blendv", Sse41.BlendVariable(F, G, Vector128.Create(-1f, 1f, -0f, 0f))); Show("insert", Sse41.Insert(F, G, 0b01_10_1000)); Show("extract", Sse41.Extract(G, 1));
    }

    static void Doubles()
    {
        Show("add", Sse2.Add(D, E)); Show("addsd", Sse2.AddScalar(D, E)); Show("mul", Sse2.Multiply(D, E)); Show("div", Sse2.Divide(D, D)); Show("divsd", Sse2.DivideScalar(E, D)); Show("sqrt", Sse2.Sqrt(E)); Show("sqrtsd", Sse2.SqrtScalar(D, E));
        Show("min", Sse2.Min(D, E)); Show("max", Sse2.Max(E, D)); Show("minsd", Sse2.MinScalar(E, D)); Show("eq", Sse2.CompareEqual(D, E)); Show("nle", Sse2.CompareNotLessThanOrEqual(D, E)); Show("sd", Sse2.CompareScalarLessThan(D, E));
        Show("comi", string.Join(",", Sse2.CompareScalarOrderedEqual(D, E), Sse2.CompareScalarUnorderedNotEqual(D, E), Sse2.CompareScalarOrderedLessThanOrEqual(D, D)));
        Show("shuffle", Sse2.Shuffle(D, E, 1)); Show("unpack", Sse2.UnpackHigh(D, E)); Show("mask", Sse2.MoveMask(D)); Show("move", Sse2.MoveScalar(D, E));
        Show("int", Sse2.ConvertToInt32(D)); Show("int", Sse2.ConvertToInt32WithTruncation(D)); Show("long", Sse2.X64.ConvertToInt64(E)); Show("long", Sse2.X64.ConvertToInt64WithTruncation(D));
        Show("to int", Sse2.ConvertToVector128Int32(F)); Show("to int", Sse2.ConvertToVector128Int32(D)); Show("to int", Sse2.ConvertToVector128Int32WithTruncation(F)); Show("to int", Sse2.ConvertToVector128Int32WithTruncation(E));
        Show("to float", Sse2.ConvertToVector128Single(J)); Show("to float", Sse2.ConvertToVector128Single(D)); Show("to double", Sse2.ConvertToVector128Double(J)); Show("to double", Sse2.ConvertToVector128Double(F));
        Show("from", Sse2.ConvertScalarToVector128Double(D, 7)); Show("from", Sse2.ConvertScalarToVector128Double(D, F)); Show("from", Sse2.ConvertScalarToVector128Single(F, D)); Show("from", Sse2.X64.ConvertScalarToVector128Double(D, -3L));
        Show("addsub", Sse3.AddSubtract(D, E)); Show("hadd", Sse3.HorizontalAdd(D, D)); Show("dup", Sse3.MoveAndDuplicate(D)); Show("dot", Sse41.DotProduct(D, D, 0x33)); Show("blend", Sse41.Blend(D, E, 2)); Show("round", Sse41.RoundToNearestInteger(D));
    }

    static void Bytes()
    {
        Show("add", Sse2.Add(B, C)); Show("adds", Sse2.AddSaturate(B, C)); Show("adds", Sse2.AddSaturate(B.AsSByte(), C.AsSByte())); Show("subs", Sse2.SubtractSaturate(B, C)); Show("avg", Sse2.Average(B, C)); Show("max", Sse2.Max(B, C)); Show("max", Sse41.Max(B.AsSByte(), C.AsSByte()));
        Show("eq", Sse2.CompareEqual(B, C)); Show("gt", Sse2.CompareGreaterThan(B.AsSByte(), C.AsSByte())); Show("lt", Sse2.CompareLessThan(B.AsSByte(), C.AsSByte())); Show("mask", Sse2.MoveMask(B)); Show("sad", Sse2.SumAbsoluteDifferences(B, C)); Show("mpsad", Sse41.MultipleSumAbsoluteDifferences(B, C, 5));
        Show("unpack", Sse2.UnpackLow(B, C)); Show("unpack", Sse2.UnpackHigh(B, C)); Show("left", Sse2.ShiftLeftLogical128BitLane(B, 3)); Show("right", Sse2.ShiftRightLogical128BitLane(B, 13)); Show("gone", Sse2.ShiftRightLogical128BitLane(B, 16));
        Show("shuffle", Ssse3.Shuffle(B, C)); Show("align", Ssse3.AlignRight(B, C, 5)); Show("align", Ssse3.AlignRight(B, C, 21)); Show("align", Ssse3.AlignRight(B, C, 40)); Show("abs", Ssse3.Abs(B.AsSByte())); Show("sign", Ssse3.Sign(B.AsSByte(), C.AsSByte())); Show("maddubs", Ssse3.MultiplyAddAdjacent(B, C.AsSByte()));
        Show("blendv", Sse41.BlendVariable(B, C, C)); Show("extract", Sse41.Extract(B, 3)); Show("insert", Sse41.Insert(B, (byte)99, 4)); Show("widen", Sse41.ConvertToVector128Int16(B)); Show("widen", Sse41.ConvertToVector128Int32(B.AsSByte())); Show("widen", Sse41.ConvertToVector128Int64(B));
        Show("test", string.Join(",", Sse41.TestZ(B, C), Sse41.TestC(B, B), Sse41.TestNotZAndNotC(B, C)));
    }

    static void Shorts()
    {
        Show("mul", Sse2.MultiplyLow(H, I)); Show("mulh", Sse2.MultiplyHigh(H, I)); Show("mulhu", Sse2.MultiplyHigh(H.AsUInt16(), I.AsUInt16())); Show("madd", Sse2.MultiplyAddAdjacent(H, I)); Show("mulhrs", Ssse3.MultiplyHighRoundScale(H, I));
        Show("packs", Sse2.PackSignedSaturate(H, I)); Show("packus", Sse2.PackUnsignedSaturate(H, I)); Show("packs", Sse2.PackSignedSaturate(J, K)); Show("packus", Sse41.PackUnsignedSaturate(J, K));
        for (byte n = 0; n < 40; n += 13)
        {
            Show("shl " + n, Sse2.ShiftLeftLogical(H, n)); Show("shr " + n, Sse2.ShiftRightLogical(H, n)); Show("sar " + n, Sse2.ShiftRightArithmetic(H, n)); Show("sar " + n, Sse2.ShiftRightArithmetic(J, n));
            var count = Vector128.Create(n, 99L);
            Show("shl " + n, Sse2.ShiftLeftLogical(J, count.AsInt32())); Show("shr " + n, Sse2.ShiftRightLogical(L, count)); Show("sar " + n, Sse2.ShiftRightArithmetic(H, count.AsInt16()));
        }
        Show("low", Sse2.ShuffleLow(H, 0b00_01_10_11)); Show("high", Sse2.ShuffleHigh(H, 0b00_01_10_11)); Show("extract", Sse2.Extract(H.AsUInt16(), 5)); Show("insert", Sse2.Insert(H, (short)-7, 6)); Show("blend", Sse41.Blend(H, I, 0b10110010)); Show("minpos", Sse41.MinHorizontal(H.AsUInt16()));
        Show("hadd", Ssse3.HorizontalAdd(H, I)); Show("hadds", Ssse3.HorizontalAddSaturate(H, I)); Show("hsub", Ssse3.HorizontalSubtract(H, I)); Show("hsubs", Ssse3.HorizontalSubtractSaturate(H, I)); Show("widen", Sse41.ConvertToVector128Int32(H.AsUInt16()));
    }

    static void Integers()
    {
        Show("shuffle", Sse2.Shuffle(J, 0b00_11_01_10)); Show("mul", Sse41.MultiplyLow(J, K)); Show("mul", Sse41.Multiply(J, K)); Show("mul", Sse2.Multiply(J.AsUInt32(), K.AsUInt32())); Show("min", Sse41.Min(J, K)); Show("max", Sse41.Max(J.AsUInt32(), K.AsUInt32()));
        Show("hadd", Ssse3.HorizontalAdd(J, K)); Show("abs", Ssse3.Abs(J)); Show("sign", Ssse3.Sign(J, K)); Show("eq", Sse41.CompareEqual(L, M)); Show("gt", Sse42.CompareGreaterThan(L, M)); Show("move", Sse2.MoveScalar(L)); Show("scalar", Sse2.ConvertScalarToVector128Int32(-4)); Show("to", Sse2.ConvertToInt32(J)); Show("to", Sse2.X64.ConvertToInt64(L));
        Show("extract", Sse41.X64.Extract(L, 1)); Show("insert", Sse41.X64.Insert(L, 8L, 0)); Show("widen", Sse41.ConvertToVector128Int64(J)); Show("blendv", Sse41.BlendVariable(J, K, J));
        Show("crc", string.Join(",", Sse42.Crc32(1, (byte)7), Sse42.Crc32(1, (ushort)700), Sse42.Crc32(1, 70000u), Sse42.X64.Crc32(1, 7000000000ul)));
        Show("popcnt", string.Join(",", Popcnt.PopCount(0xff00ff01), Popcnt.X64.PopCount(ulong.MaxValue)));
    }

    static void Memory()
    {
        byte* p = stackalloc byte[80];
        p = (byte*)((nint)(p + 15) & ~15);
        for (int i = 0; i < 64; i++) p[i] = (byte)(i * 7 + 3);
        Show("load", Sse2.LoadVector128(p + 3)); Show("load", Sse2.LoadAlignedVector128((int*)p)); Show("lddqu", Sse3.LoadDquVector128(p + 1)); Show("scalar", Sse2.LoadScalarVector128((int*)(p + 2))); Show("scalar", Sse.LoadScalarVector128((float*)p)); Show("low", Sse.LoadLow(F, (float*)p)); Show("high", Sse2.LoadHigh(D, (double*)p));
        Show("dup", Sse3.LoadAndDuplicateToVector128((double*)(p + 1))); Show("widen", Sse41.ConvertToVector128Int16(p + 5)); Show("widen", Sse41.ConvertToVector128Int64((ushort*)p)); Show("stream", Sse41.LoadAlignedVector128NonTemporal((long*)p));
        Sse2.Store(p + 1, B); Show("store", Sse2.LoadVector128(p)); Sse.StoreHigh((float*)p, F); Sse.StoreLow((float*)(p + 8), G); Sse2.StoreScalar((double*)(p + 16), D); Sse2.StoreNonTemporal((int*)(p + 24), 77); Sse2.StoreAligned((int*)(p + 32), J); Sse2.MaskMove(B, C, p + 48);
        for (int i = 0; i < 4; i++) Show("memory", Sse2.LoadVector128(p + 16 * i));
        Sse.Prefetch0(p); Sse.StoreFence(); Sse2.MemoryFence(); Sse2.LoadFence(); X86Base.Pause();
    }

    static void Immediates()     // that the compiler does not know
    {
        for (int n = 0; n < 256; n += 51)
        {
            byte k = (byte)n;
            Show("shuffle " + n, Sse2.Shuffle(J, k)); Show("align", Ssse3.AlignRight(B, C, k)); Show("blend", Sse41.Blend(H, I, k)); Show("dot", Sse41.DotProduct(G, G, k)); Show("left", Sse2.ShiftLeftLogical128BitLane(B, k)); Show("extract", Sse41.Extract(J, (byte)(k & 3)));
        }
        Func<Vector128<int>, byte, Vector128<int>> shuffle = Sse2.Shuffle;
        Func<Vector128<int>, Vector128<int>, Vector128<int>> add = Sse2.Add;
        Show("delegate", shuffle(J, 0x4e)); Show("delegate", add(J, K));
    }

    static void Main()
    {
        Show("supported", string.Join(",", X86Base.IsSupported, Sse.IsSupported, Sse2.IsSupported, Sse3.IsSupported, Ssse3.IsSupported, Sse41.IsSupported, Sse42.IsSupported, Popcnt.IsSupported, Sse2.X64.IsSupported, Vector128.IsHardwareAccelerated, Vector64.IsHardwareAccelerated, Vector.IsHardwareAccelerated));
        Floats(); Doubles(); Bytes(); Shorts(); Integers(); Memory(); Immediates();
        var (q, r) = X86Base.DivRem(7u, 1u, 3u); Show("div", $"{q} {r}");
        var (q2, r2) = X86Base.X64.DivRem(unchecked((ulong)-7L), -1L, 2L); Show("div", $"{q2} {r2}");
    }
}
