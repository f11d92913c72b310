//peak: 300
//timeout: 120
// Five million objects with finalizers: the finalizer thread keeps up or the allocator waits for it; all of them run.
var watch = new object();
for (int i = 0; i < 5_000_000; i++)
{
    new Item();
    if (i % 100_000 == 99_999) { GC.Collect(); GC.WaitForPendingFinalizers(); }
}
GC.Collect();
GC.WaitForPendingFinalizers();
Console.WriteLine(Item.Finalized >= 4_999_990);

sealed class Item { public static int Finalized; public long A, B, C; ~Item() => Interlocked.Increment(ref Finalized); }
