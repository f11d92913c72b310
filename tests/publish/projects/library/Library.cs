using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sample;

public enum Shade : byte { Light = 1, Dark = 7 }

[StructLayout(LayoutKind.Sequential)]
public struct Point { public int X; public double Y; }

[StructLayout(LayoutKind.Sequential)]
public unsafe struct Packet { public Shade Shade; public fixed short Values[3]; public Point At; public Point* Next; }

[StructLayout(LayoutKind.Explicit)]
public struct Either { [FieldOffset(0)] public int Int; [FieldOffset(0)] public float Float; }

public static unsafe class Exports {
    static readonly List<string> s_log = new();
    static int s_initialized;
    [ThreadStatic] static int t_calls;

    [ModuleInitializer]
    internal static void Initialize() => s_initialized++;

    [UnmanagedCallersOnly(EntryPoint = "sample_add")]
    static int Add(int a, int b) => checked(a + b);

    [UnmanagedCallersOnly(EntryPoint = "sample_initialized")]
    static int Initialized() => s_initialized;

    [UnmanagedCallersOnly(EntryPoint = "sample_length")]
    static int Length(byte* text) => Marshal.PtrToStringUTF8((nint)text)!.Length;

    [UnmanagedCallersOnly(EntryPoint = "sample_scale")]
    static Point Scale(Point p, double by) => new() { X = (int)(p.X * by), Y = p.Y * by };

    [UnmanagedCallersOnly(EntryPoint = "sample_sum")]
    static double Sum(Packet* packet) {
        double sum = (int)packet->Shade;
        for (int i = 0; i < 3; i++) sum += packet->Values[i];
        for (Point* p = &packet->At; p != null; p = p == packet->Next ? null : packet->Next) sum += p->X + p->Y;
        return sum;
    }

    [UnmanagedCallersOnly(EntryPoint = "sample_bits")]
    static int Bits(Either value) => value.Int;

    // Calls back into C, from a lambda that allocates, with the values in the order of an ordinary library query.
    [UnmanagedCallersOnly(EntryPoint = "sample_each")]
    static int Each(int* values, int count, delegate* unmanaged<int, void*, void> callback, void* state) {
        var sorted = new ReadOnlySpan<int>(values, count).ToArray().OrderBy(v => v).ToList();
        sorted.ForEach(v => callback(v, state));
        return sorted.Count;
    }

    // Garbage, a collection, a finalizer's thread: all of the runtime, on a thread that it did not make.
    [UnmanagedCallersOnly(EntryPoint = "sample_work")]
    static int Work(int rounds) {
        t_calls++;
        var parts = new List<string>();
        for (int i = 0; i < rounds; i++) parts.Add(string.Create(null, $"part {i}"));
        GC.Collect();
        lock (s_log) s_log.Add(string.Join(",", parts).Length.ToString());
        return t_calls;
    }

    [UnmanagedCallersOnly(EntryPoint = "sample_logged")]
    static int Logged() { lock (s_log) return s_log.Count; }

    [UnmanagedCallersOnly(EntryPoint = "sample_caught")]
    static int Caught(int divisor) {
        try { return 100 / divisor; }
        catch (DivideByZeroException) { return -1; }
        finally { t_calls = 0; }
    }

    [UnmanagedCallersOnly(EntryPoint = "sample_where")]
    static int Where(byte* buffer, int size) {
        try { throw new InvalidOperationException("here"); }
        catch (InvalidOperationException e) {
            var text = e.StackTrace!.Contains("Library.cs:line ") ? "with line" : e.StackTrace!.Contains("Sample.Exports.Where") ? "with name" : "nothing";
            for (int i = 0; i <= text.Length; i++) buffer[i] = i < text.Length ? (byte)text[i] : (byte)0;
            return text.Length;
        }
    }

    [UnmanagedCallersOnly(EntryPoint = "sample_throw")]
    static void Throw() => throw new InvalidOperationException("not for C");

    [UnmanagedCallersOnly]
    static int NotExported() => 1;

    public static int Ordinary(int a) => a;
}
