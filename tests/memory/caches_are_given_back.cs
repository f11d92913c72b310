//peak: 300
//timeout: 120
// Weak references, conditional weak tables and pinned buffers do not keep what nobody else holds: 8 GB go through them.
var table = new System.Runtime.CompilerServices.ConditionalWeakTable<object, byte[]>();
var weak = new WeakReference[1000];
for (int i = 0; i < 80_000; i++)
{
    var key = new object();
    table.Add(key, new byte[50_000]);
    weak[i % weak.Length] = new WeakReference(new byte[50_000]);
    var handle = System.Runtime.InteropServices.GCHandle.Alloc(new byte[100], System.Runtime.InteropServices.GCHandleType.Pinned);
    handle.Free();
}
Console.WriteLine("done");
