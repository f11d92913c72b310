//mode: stderr-frames
// An exception that leaves async Main: awaited frames, rethrow boundary lines.
using System.Runtime.CompilerServices;
class P
{
    static async Task<int> Main() { Console.WriteLine("start"); await Outer(2); return 3; }
    static async Task Outer(int n) { await Task.Yield(); try { await Inner(n); } finally { Console.WriteLine("finally"); } }
    static async ValueTask<string> Inner(int n) { await Task.Delay(1); if (n > 0) throw new InvalidOperationException("async failure " + n); return ""; }
}
