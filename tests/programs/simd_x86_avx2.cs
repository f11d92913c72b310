//options: --instruction-set native
// The instructions of Avx, Avx2, Fma, Bmi1, Bmi2, Lzcnt, Aes, Pclmulqdq: results as bytes, immediates known and not.
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

static unsafe class Program
{
    static void Show<T>(string name, Vector256<T> v)
    {
        var bytes = new byte[32];
        v.AsByte().CopyTo(bytes);
        Console.WriteLine($"  {name} {Convert.ToHexString(bytes)}");
    }
    static void Show<T>(string name, Vector128<T> v)
    {
        var bytes = new byte[16];
        v.AsByte().CopyTo(bytes);
        Console.WriteLine($"  {name} {Convert.ToHexString(bytes)}");
    }
    static void Show(string name, object v) => Console.WriteLine($"  {name} {v}");

    static readonly Vector256<float> F = Vector256.Create(1.5f, -2.25f, float.NaN, 3e9f, 0f, -0f, 7.5f, -100.25f), G = Vector256.Create(1.5f, 7f, -0f, -2.5f, -0f, 0f, float.NaN, 1e10f);
    static readonly Vector256<double> D = Vector256.Create(-1.5, 4.75, double.NaN, 1e10), E = Vector256.Create(double.NaN, 4.75, 2.5, -3);
    static readonly Vector256<byte> B = Vector256.Create((byte)1, 200, 3, 255, 128, 127, 0, 9, 77, 10, 66, 12, 250, 14, 15, 16, 17, 18, 99, 20, 21, 222, 23, 24, 129, 26, 27, 28, 255, 30, 131, 32), C = Vector256.Create((byte)15, 3, 255, 0, 1, 2, 129, 4, 9, 8, 7, 6, 5, 200, 11, 10, 1, 255, 3, 4, 128, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 200);
    static readonly Vector256<short> H = B.AsInt16(), I = C.AsInt16();
    static readonly Vector256<int> J = Vector256.Create(1, -2, int.MaxValue, int.MinValue, 7, 0, -9, 123456), K = Vector256.Create(-5, -2, 7, 100000, 3, 1, 31, 40);
    static readonly Vector256<long> L = Vector256.Create(long.MinValue, 77, -5, 1L << 40), M = Vector256.Create(5L, -77, 63, 64);

    static void Floats()
    {
        Show("add", Avx.Add(F, G)); Show("sub", Avx.Subtract(D, E)); Show("mul", Avx.Multiply(F, G)); Show("div", Avx.Divide(D, D)); Show("min", Avx.Min(F, G)); Show("max", Avx.Max(E, D)); Show("sqrt", Avx.Sqrt(Avx.And(F, G))); Show("andn", Avx.AndNot(F, G)); Show("or", Avx.Or(D, E)); Show("xor", Avx.Xor(F, G)); Show("addsub", Avx.AddSubtract(F, G)); Show("addsub", Avx.AddSubtract(D, E)); Show("hadd", Avx.HorizontalAdd(F, F)); Show("hsub", Avx.HorizontalSubtract(D, D)); Show("dp", Avx.DotProduct(G, G, 0xb3));
        Show("ceil", Avx.Ceiling(F)); Show("floor", Avx.Floor(D)); Show("round", Avx.RoundToNearestInteger(F)); Show("zero", Avx.RoundToZero(D)); Show("up", Avx.RoundToPositiveInfinity(F)); Show("down", Avx.RoundToNegativeInfinity(F)); Show("current", Avx.RoundCurrentDirection(F));
        Show("eq", Avx.CompareEqual(F, G)); Show("nlt", Avx.CompareNotLessThan(D, E)); Show("ord", Avx.CompareOrdered(F, G)); Show("unord", Avx.CompareUnordered(D, E)); Show("ge", Avx.CompareGreaterThanOrEqual(F, G)); Show("ngt", Avx.CompareNotGreaterThan(F, G));
        Show("mode", Avx.Compare(F, G, FloatComparisonMode.OrderedNotEqualNonSignaling)); Show("mode", Avx.Compare(D, E, FloatComparisonMode.UnorderedEqualNonSignaling)); Show("mode", Avx.Compare(F, G, (FloatComparisonMode)15)); Show("mode", Avx.Compare(F.GetLower(), G.GetLower(), FloatComparisonMode.OrderedLessThanSignaling)); Show("mode", Avx.CompareScalar(F.GetLower(), G.GetLower(), FloatComparisonMode.UnorderedNotEqualNonSignaling));
        Show("blend", Avx.Blend(F, G, 0b10110010)); Show("blend", Avx.Blend(D, E, 0b0110)); Show("blendv", Avx.BlendVariable(F, G, F)); Show("blendv", Avx.BlendVariable(D, E, D)); Show("shuffle", Avx.Shuffle(F, G, 0b11_01_10_00)); Show("shuffle", Avx.Shuffle(D, E, 0b0110)); Show("permute", Avx.Permute(F, 0b00_11_01_10)); Show("permute", Avx.Permute(D, 0b0110)); Show("permute", Avx.Permute(D.GetLower(), 1)); Show("var", Avx.PermuteVar(F, K)); Show("var", Avx.PermuteVar(D, M)); Show("var", Avx.PermuteVar(F.GetLower(), J.GetLower()));
        Show("2x128", Avx.Permute2x128(F, G, 0x21)); Show("2x128", Avx.Permute2x128(B, C, 0x83)); Show("extract", Avx.ExtractVector128(F, 1)); Show("insert", Avx.InsertVector128(D, E.GetUpper(), 0)); Show("unpack", Avx.UnpackLow(F, G)); Show("unpack", Avx.UnpackHigh(D, E)); Show("dup", Avx.DuplicateEvenIndexed(F)); Show("dup", Avx.DuplicateEvenIndexed(D)); Show("dup", Avx.DuplicateOddIndexed(F)); Show("mask", Avx.MoveMask(F)); Show("mask", Avx.MoveMask(D));
        Show("int", Avx.ConvertToVector256Int32(F)); Show("int", Avx.ConvertToVector256Int32WithTruncation(F)); Show("int", Avx.ConvertToVector128Int32(D)); Show("int", Avx.ConvertToVector128Int32WithTruncation(E)); Show("float", Avx.ConvertToVector256Single(J)); Show("float", Avx.ConvertToVector128Single(D)); Show("double", Avx.ConvertToVector256Double(J.GetLower())); Show("double", Avx.ConvertToVector256Double(F.GetLower()));
        Show("test", string.Join(",", Avx.TestZ(F, G), Avx.TestC(D, E), Avx.TestNotZAndNotC(F, G), Avx.TestZ(B, C), Avx.TestC(J, J), Avx.TestNotZAndNotC(L, M), Avx.TestZ(F.GetLower(), G.GetLower())));
        Show("rcp near", MathF.Abs(Avx.Reciprocal(F).ToScalar() - 1 / 1.5f) < 0.001f);
        Show("fma", Fma.MultiplyAdd(F, G, F)); Show("fms", Fma.MultiplySubtract(D, E, D)); Show("fnma", Fma.MultiplyAddNegated(F, G, G)); Show("fnms", Fma.MultiplySubtractNegated(D, D, E)); Show("fmaddsub", Fma.MultiplyAddSubtract(F, G, F)); Show("fmsubadd", Fma.MultiplySubtractAdd(D, D, D)); Show("ss", Fma.MultiplyAddScalar(F.GetLower(), G.GetLower(), G.GetLower())); Show("sd", Fma.MultiplySubtractNegatedScalar(D.GetLower(), D.GetLower(), D.GetLower()));
    }

    static void Integers()
    {
        Show("add", Avx2.Add(B, C)); Show("adds", Avx2.AddSaturate(B, C)); Show("adds", Avx2.AddSaturate(H, I)); Show("subs", Avx2.SubtractSaturate(B.AsSByte(), C.AsSByte())); Show("avg", Avx2.Average(B, C)); Show("avg", Avx2.Average(H.AsUInt16(), I.AsUInt16())); Show("abs", Avx2.Abs(H)); Show("sign", Avx2.Sign(J, K)); Show("min", Avx2.Min(B, C)); Show("max", Avx2.Max(J, K)); Show("max", Avx2.Max(H.AsUInt16(), I.AsUInt16())); Show("mul", Avx2.MultiplyLow(J, K)); Show("mul", Avx2.Multiply(J, K)); Show("mul", Avx2.Multiply(J.AsUInt32(), K.AsUInt32())); Show("mulh", Avx2.MultiplyHigh(H, I)); Show("mulhrs", Avx2.MultiplyHighRoundScale(H, I)); Show("madd", Avx2.MultiplyAddAdjacent(H, I)); Show("maddubs", Avx2.MultiplyAddAdjacent(B, C.AsSByte())); Show("sad", Avx2.SumAbsoluteDifferences(B, C)); Show("mpsad", Avx2.MultipleSumAbsoluteDifferences(B, C, 0b101010));
        Show("hadd", Avx2.HorizontalAdd(H, I)); Show("hadds", Avx2.HorizontalAddSaturate(H, I)); Show("hsub", Avx2.HorizontalSubtract(J, K)); Show("eq", Avx2.CompareEqual(B, C)); Show("gt", Avx2.CompareGreaterThan(L, M)); Show("mask", Avx2.MoveMask(B)); Show("packs", Avx2.PackSignedSaturate(H, I)); Show("packus", Avx2.PackUnsignedSaturate(J, K)); Show("unpack", Avx2.UnpackLow(B, C)); Show("unpack", Avx2.UnpackHigh(J, K));
        for (byte n = 0; n < 70; n += 23)
        {
            var count = Vector128.Create(n, 0L);
            Show("shl " + n, Avx2.ShiftLeftLogical(H, n)); Show("shr " + n, Avx2.ShiftRightLogical(L, n)); Show("sar " + n, Avx2.ShiftRightArithmetic(J, n)); Show("shl " + n, Avx2.ShiftLeftLogical(J, count.AsInt32())); Show("sar " + n, Avx2.ShiftRightArithmetic(H, count.AsInt16()));
        }
        Show("sllv", Avx2.ShiftLeftLogicalVariable(J, K.AsUInt32())); Show("srlv", Avx2.ShiftRightLogicalVariable(L, M.AsUInt64())); Show("srav", Avx2.ShiftRightArithmeticVariable(J, K.AsUInt32())); Show("sllv", Avx2.ShiftLeftLogicalVariable(J.GetLower(), K.GetUpper().AsUInt32())); Show("left", Avx2.ShiftLeftLogical128BitLane(B, 5)); Show("right", Avx2.ShiftRightLogical128BitLane(B, 5));
        Show("shuffle", Avx2.Shuffle(B, C)); Show("shuffle", Avx2.Shuffle(J, 0b00_01_10_11)); Show("low", Avx2.ShuffleLow(H, 0b01_00_11_10)); Show("high", Avx2.ShuffleHigh(H, 0b01_00_11_10)); Show("align", Avx2.AlignRight(B, C, 7)); Show("align", Avx2.AlignRight(J, K, 20)); Show("blend", Avx2.Blend(H, I, 0b01101001)); Show("blend", Avx2.Blend(J, K, 0b01101001)); Show("blendv", Avx2.BlendVariable(H, I, C.AsInt16())); Show("4x64", Avx2.Permute4x64(L, 0b00_11_01_10)); Show("8x32", Avx2.PermuteVar8x32(J, K)); Show("8x32", Avx2.PermuteVar8x32(F, K)); Show("2x128", Avx2.Permute2x128(L, M, 0x13)); Show("insert", Avx2.InsertVector128(B, C.GetLower(), 1)); Show("extract", Avx2.ExtractVector128(H, 0)); Show("broadcast", Avx2.BroadcastScalarToVector256(H.GetLower())); Show("broadcast", Avx2.BroadcastScalarToVector128(D.GetLower()));
        Show("widen", Avx2.ConvertToVector256Int16(B.GetLower())); Show("widen", Avx2.ConvertToVector256Int64(B.GetLower().AsSByte())); Show("widen", Avx2.ConvertToVector256Int32(H.GetUpper().AsUInt16())); Show("scalar", Avx2.ConvertToInt32(J)); Show("scalar", Avx2.ConvertToUInt32(K.AsUInt32()));
        if (AvxVnni.IsSupported) { Show("vnni", AvxVnni.MultiplyWideningAndAdd(J, B, C.AsSByte())); Show("vnni", AvxVnni.MultiplyWideningAndAddSaturate(J, H, I)); }
    }

    static void Memory()
    {
        byte* p = stackalloc byte[160];
        for (int i = 0; i < 160; i++) p[i] = (byte)(i * 7 + 3);
        Show("load", Avx.LoadVector256(p + 3)); Show("lddqu", Avx.LoadDquVector256((long*)(p + 1))); Show("broadcast", Avx.BroadcastScalarToVector256((float*)(p + 4))); Show("broadcast", Avx.BroadcastVector128ToVector256((double*)p)); Show("broadcast", Avx2.BroadcastScalarToVector256((short*)(p + 1))); Show("broadcast", Avx2.BroadcastVector128ToVector256((int*)(p + 8))); Show("widen", Avx2.ConvertToVector256Int32(p + 2)); Show("widen", Avx2.ConvertToVector256Int64((int*)p));
        Show("masked", Avx.MaskLoad((float*)p, G)); Show("masked", Avx2.MaskLoad((long*)p, L)); Show("masked", Avx2.MaskLoad((uint*)p, J.GetLower().AsUInt32())); Avx.MaskStore((double*)(p + 8), D, E); Avx2.MaskStore((int*)(p + 48), J, K); Avx.Store((int*)(p + 81), J);
        for (int i = 0; i < 4; i++) Show("memory", Avx.LoadVector256(p + 32 * i));
        int* n = stackalloc int[32]; for (int i = 0; i < 32; i++) n[i] = i * 1001;
        var index = Vector256.Create(3, 0, 7, -1, 5, 2, 9, 1); n += 4;
        Show("gather", Avx2.GatherVector256(n, index, 4)); Show("gather", Avx2.GatherVector128((long*)n, index.GetLower(), 4)); Show("gather", Avx2.GatherVector128(n, Vector128.Create(2L, 1), 8)); Show("gather", Avx2.GatherVector256((double*)n, Vector256.Create(1L, 2, 3, 0), 8)); Show("gather", Avx2.GatherMaskVector256(J, n, index, J, 4)); Show("gather", Avx2.GatherMaskVector128(F.GetLower(), (float*)n, index.GetLower(), F.GetLower(), 4));
    }

    static void OutOfRange(byte k)
    {
        try { Show("mode", Avx.Compare(F, G, (FloatComparisonMode)(k + 32))); } catch (ArgumentOutOfRangeException) { Show("mode", "out of range"); }
        try { Show("mode", Avx.CompareScalar(F.GetLower(), G.GetLower(), (FloatComparisonMode)k)); } catch (ArgumentOutOfRangeException) { Show("mode", "out of range"); }
        int* n = stackalloc int[32];
        try { Show("scale", Avx2.GatherVector128(n, Vector128<int>.Zero, (byte)(k + 1)) ^ Vector128<int>.AllBitsSet); } catch (ArgumentOutOfRangeException) { Show("scale", "out of range"); }
        try { Show("scale", Avx2.GatherVector128(n, Vector128<int>.Zero, k)); } catch (ArgumentOutOfRangeException) { Show("scale", "out of range"); }
    }

    static void Numbers()
    {
        Show("bmi1", string.Join(",", Bmi1.AndNot(12, 10), Bmi1.BitFieldExtract(0xabcdef, 4, 8), Bmi1.BitFieldExtract(0xabcdefu, (ushort)0x0804), Bmi1.ExtractLowestSetBit(24), Bmi1.GetMaskUpToLowestSetBit(24), Bmi1.ResetLowestSetBit(24), Bmi1.TrailingZeroCount(0), Bmi1.X64.AndNot(1, ulong.MaxValue), Bmi1.X64.BitFieldExtract(ulong.MaxValue, 60, 8), Bmi1.X64.TrailingZeroCount(1ul << 40)));
        uint low; ulong low64;
        Show("bmi2", string.Join(",", Bmi2.ZeroHighBits(uint.MaxValue, 5), Bmi2.MultiplyNoFlags(uint.MaxValue, 77), Bmi2.MultiplyNoFlags(uint.MaxValue, 77, &low), low, Bmi2.ParallelBitDeposit(0x1234, 0xf0f0f0f0), Bmi2.ParallelBitExtract(0x12345678, 0x0ff0), Bmi2.X64.ParallelBitDeposit(ulong.MaxValue, 0x8001_0000_0000_0003), Bmi2.X64.MultiplyNoFlags(ulong.MaxValue, 3, &low64), low64, Bmi2.X64.ZeroHighBits(ulong.MaxValue, 70)));
        Show("lzcnt", string.Join(",", Lzcnt.LeadingZeroCount(0), Lzcnt.LeadingZeroCount(1), Lzcnt.X64.LeadingZeroCount(1)));
        Vector128<byte> a = B.GetLower(), b = C.GetUpper();
        Show("aes", Aes.Encrypt(a, b)); Show("aes", Aes.EncryptLast(a, b)); Show("aes", Aes.Decrypt(a, b)); Show("aes", Aes.DecryptLast(a, b)); Show("aes", Aes.InverseMixColumns(a)); Show("aes", Aes.KeygenAssist(a, 0x1b));
        Show("clmul", Pclmulqdq.CarrylessMultiply(a.AsUInt64(), b.AsUInt64(), 0x10)); Show("clmul", Pclmulqdq.CarrylessMultiply(L.GetLower(), M.GetUpper(), 0x01));
        if (Gfni.IsSupported) { Show("gfni", Gfni.GaloisFieldMultiply(a, b)); Show("gfni", Gfni.GaloisFieldAffineTransform(a, b, 5)); }
        for (int n = 0; n < 256; n += 37)
        {
            byte k = (byte)n;
            Show("imm " + n, Avx.Permute2x128(B, C, k)); Show("imm", Avx.Shuffle(F, G, k)); Show("imm", Avx2.AlignRight(B, C, k)); Show("imm", Avx2.Permute4x64(L, k)); Show("imm", Aes.KeygenAssist(a, k)); Show("imm", Avx.Compare(F, G, (FloatComparisonMode)(k & 31)));
        }
    }

    static void Main()
    {
        Show("supported", string.Join(",", Avx.IsSupported, Avx2.IsSupported, Fma.IsSupported, Bmi1.IsSupported, Bmi2.X64.IsSupported, Lzcnt.IsSupported, Aes.IsSupported, Pclmulqdq.IsSupported, Vector256.IsHardwareAccelerated, Vector512.IsHardwareAccelerated));
        Floats(); Integers(); Memory(); Numbers(); OutOfRange(0); OutOfRange(2); OutOfRange(200);
    }
}
