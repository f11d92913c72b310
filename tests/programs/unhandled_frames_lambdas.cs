//mode: stderr-frames
// Frames of lambdas, local functions, closures, iterators, operators, constructors, property setters, explicit interface methods.
using System.Runtime.CompilerServices;
int captured = 3;
[MethodImpl(MethodImplOptions.NoInlining)] void Local(int depth) { if (depth > 0) { Local(depth - 1); Console.Write(""); } else { Action a = [MethodImpl(MethodImplOptions.NoInlining)] () => { foreach (var x in C.Iter(captured)) Console.WriteLine(x); Console.Write(""); }; a(); Console.Write(""); } }
Local(1);
Console.Write("");
interface IDo { void Do(string s); }
class C : IDo
{
    int v;
    [MethodImpl(MethodImplOptions.NoInlining)] public C(int v) { V = v; Console.Write(""); }
    int V { get => v; [MethodImpl(MethodImplOptions.NoInlining)] set { v = value; IDo d = this; d.Do("s"); Console.Write(""); } }
    [MethodImpl(MethodImplOptions.NoInlining)] void IDo.Do(string s) { _ = this + this; Console.Write(""); }
    [MethodImpl(MethodImplOptions.NoInlining)] public static C operator +(C a, C b) { G<C>.St.M(new KeyValuePair<string, int?>()); return a; }
    public static IEnumerable<int> Iter(int n) { yield return n; new C(n); yield return 2; }
}
class G<T> { public struct St { [MethodImpl(MethodImplOptions.NoInlining)] public static void M<K, V>(KeyValuePair<K, V> p) => throw new ApplicationException("from a generic struct"); } }
