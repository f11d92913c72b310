//env: DOTNET_GCHeapHardLimit=0x8000000
//peak: 190
//timeout: 120
//expect: out of memory\n5000000\nout of memory\n5000000\nout of memory\n5000000
// A heap that may not grow beyond 128 MB: OutOfMemoryException, can be caught, and what was let go can be used again.
for (int round = 0; round < 3; round++)
{
    Console.WriteLine(Fill() ? "out of memory" : "no end");
    GC.Collect();
    var again = new byte[5_000_000];
    again[^1] = 1;
    Console.WriteLine(again.Length);
}

static bool Fill()
{
    Node? head = null;
    try
    {
        for (int i = 0; i < 10_000_000; i++) head = new Node { Next = head };
        return false;
    }
    catch (OutOfMemoryException e)
    {
        head = null;
        return e.Message.Length > 0;
    }
}

sealed class Node { public Node? Next; public long A, B; }
