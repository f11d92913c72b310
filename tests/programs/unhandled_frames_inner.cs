//mode: stderr-frames
// An unhandled exception with inner exceptions, Data, own ToString; frames of every kind of method on standard error.
using System.Runtime.CompilerServices;
namespace My.Space
{
    class Program
    {
        [MethodImpl(MethodImplOptions.NoInlining)] static void Main(string[] args) { Console.WriteLine("out"); new Worker<string>().Run<int>(new List<int[]>(), out _, ref args); Console.WriteLine("never"); }
    }
    class Worker<T>
    {
        [MethodImpl(MethodImplOptions.NoInlining)] public void Run<U>(List<U[]> list, out T value, ref string[] a) { value = default; try { Nested.Deep.Go(1, 2.5, 'c', null, (1, "x"), default); } catch (Exception e) { throw new WorkException("work failed", e); } finally { Console.WriteLine("finally runs"); } }
        static class Nested { public class Deep { [MethodImpl(MethodImplOptions.NoInlining)] public static void Go(int a, double b, char c, int[,] p, (int, string) t, Span<byte> s) { try { _ = new Deep()[3]; } catch (IndexOutOfRangeException e) { throw new InvalidOperationException("inner level", e); } }
            int this[int i] { [MethodImpl(MethodImplOptions.NoInlining)] get { int[] x = new int[2]; return x[i] + P; } } int P { [MethodImpl(MethodImplOptions.NoInlining)] get => throw new Exception(); } } }
    }
    class WorkException(string m, Exception inner) : Exception(m, inner);
}
