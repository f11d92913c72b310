// [SkipLocalsInit] leaves bytes as they are, but never references: a half-filled struct may be copied into the heap.
using System.Runtime.CompilerServices;

class Program
{
    struct Pair { public object? Reference; public int Number; public object? Other; }
    class Box { public Pair Value; }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void Dirty(int depth)
    {
        Span<nint> words = stackalloc nint[64];
        words.Fill(unchecked((nint)0x5a5a5a5a5a5a5a58));
        if (depth > 0) Dirty(depth - 1);
        GC.KeepAlive(words[depth].ToString());
    }

    [SkipLocalsInit, MethodImpl(MethodImplOptions.NoInlining)]
    static Box HalfFilled(int n)
    {
        Pair pair;
        Unsafe.SkipInit(out pair);
        pair.Number = n;
        var box = new Box();
        box.Value = pair;
        return box;
    }

    static async Task<int> Await(Stream s, byte[] buffer)
    {
        int sum = 0;
        for (int i = 0; i < 5; i++)
        {
            await Task.Yield();
            sum += await s.ReadAsync(buffer.AsMemory(0, 3)).ConfigureAwait(false);
        }
        return sum;
    }

    static async Task Main()
    {
        var kept = new List<Box>();
        for (int i = 0; i < 50; i++)
        {
            Dirty(4);
            kept.Add(HalfFilled(i));
        }
        GC.Collect();
        Console.WriteLine(kept.Sum(b => b.Value.Number) + " " + kept.Count(b => b.Value.Reference != null || b.Value.Other != null));
        Console.WriteLine(await Await(new MemoryStream(new byte[100]), new byte[8]));
    }
}
