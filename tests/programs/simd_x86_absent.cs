// Instructions that this processor, or any x86 processor, does not have throw when they are called unguarded; CpuId answers.
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.Wasm;
using System.Runtime.Intrinsics.X86;

static class Program
{
    static void Try(string name, Action a)
    {
        try { a(); Console.WriteLine(name + " done"); } catch (PlatformNotSupportedException e) { Console.WriteLine(name + ": " + e.Message); }
    }
    static void Main()
    {
        Console.WriteLine($"{AdvSimd.IsSupported} {AdvSimd.Arm64.IsSupported} {ArmBase.IsSupported} {PackedSimd.IsSupported} {Sha256.IsSupported}");
        Try("neon", () => Console.WriteLine(AdvSimd.Abs(Vector128<int>.One)));
        Try("arm", () => Console.WriteLine(ArmBase.LeadingZeroCount(1)));
        Try("wasm", () => Console.WriteLine(PackedSimd.Add(Vector128<int>.One, Vector128<int>.One)));
        if (!X86Serialize.IsSupported) Try("serialize", X86Serialize.Serialize);
        if (!Avx10v2.IsSupported) Try("avx10", () => Console.WriteLine(Avx10v2.MinMax(Vector128<float>.One, Vector128<float>.One, 0)));
        var (highest, b, c, d) = X86Base.CpuId(0, 0);
        var (_, _, features, _) = X86Base.CpuId(1, 0);
        Console.WriteLine($"{highest >= 7} {b != 0} {c != 0} {d != 0} popcnt {(features >> 23 & 1) != 0} sse4.2 {(features >> 20 & 1) != 0}");
    }
}
