//env: DOTNET_GCHeapHardLimit=0x4000000
//peak: 130
//expect: 4 4
// Every thread that cannot allocate gets its own exception; finally blocks run; the others go on afterwards.
int caught = 0, finals = 0;
var threads = new Thread[4];
for (int t = 0; t < threads.Length; t++)
{
    threads[t] = new Thread(() =>
    {
        try
        {
            try { var list = new List<object>(); while (true) list.Add(new byte[10_000]); }
            finally { Interlocked.Increment(ref finals); }
        }
        catch (OutOfMemoryException) { Interlocked.Increment(ref caught); }
    });
    threads[t].Start();
}
foreach (var thread in threads) thread.Join();
Console.WriteLine($"{caught} {finals}");
