// Order of filters (first pass) and finally blocks (second pass) through every kind of frame: direct, virtual, interface, generic,
// delegate, iterator, property, indexer, operator, constructor, static constructor helper, lambda.
using System.Runtime.CompilerServices;
int pass = 0;
foreach (var thrower in Throwers.All())
{
    Console.WriteLine($"-- {++pass} {thrower.Name}");
    try { Middle.Run(thrower.Body); }
    catch (Exception e) when (Log.Filter("outer", true)) { Console.WriteLine($"caught {e.GetType().Name}: {e.Message}"); }
    finally { Log.Say("outer finally"); }
}
static class Log
{
    public static bool Filter(string s, bool r) { Console.WriteLine($"  filter {s} -> {r}"); return r; }
    public static void Say(string s) => Console.WriteLine("  " + s);
}
static class Middle
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run(Action a)
    {
        try
        {
            try { a(); Log.Say("not reached"); }
            catch (ArgumentNullException) when (Log.Filter("never (type)", true)) { Log.Say("wrong"); }
            catch (Exception) when (Log.Filter("middle", false)) { Log.Say("wrong"); }
            finally { Log.Say("middle inner finally"); }
        }
        finally
        {
            try { throw new FormatException("inside finally"); }
            catch (FormatException e) when (Log.Filter("finally's own", true)) { Log.Say("caught " + e.Message); }
            finally { Log.Say("middle outer finally"); }
        }
    }
}
interface IThrow { void Go(); void Default() { try { Go(); } finally { Log.Say("default interface finally"); } } }
abstract class Base : IThrow { public abstract void Go(); public virtual int P { get { throw new Exception("base property"); } set { } } }
class D : Base
{
    public override void Go() { try { throw new NotSupportedException("virtual"); } finally { Log.Say("virtual finally"); } }
    public override int P { get { try { return base.P; } finally { Log.Say("property finally"); } } }
    public int this[int i] { get { try { return (new int[1])[i]; } catch (NullReferenceException) { return 0; } finally { Log.Say("indexer finally"); } } }
    public static D operator +(D a, D b) { try { throw new ArithmeticException("operator"); } finally { Log.Say("operator finally"); } }
    public static implicit operator int(D d) => throw new InvalidCastException("conversion");
}
struct S<T> : IThrow where T : new()
{
    public T Value;
    public void Go() { Value = new T(); try { G<T[]>(); } finally { Log.Say($"struct finally {Value}"); } }
    void G<U>() { try { throw new Exception(typeof(U).Name); } finally { Log.Say($"generic finally {typeof(U)}"); } }
}
class BadCtor { int x = Init(); static int Init() { try { throw new Exception("initializer"); } finally { Log.Say("initializer finally"); } } public BadCtor() { Log.Say("no"); } ~BadCtor() { } }
static class Throwers
{
    static IEnumerable<int> Iter() { try { yield return 1; throw new Exception("iterator"); } finally { Log.Say("iterator finally"); } }
    static void Constrained<T>(T t) where T : IThrow { try { t.Go(); } finally { Log.Say("constrained finally"); } }
    static void Deep(int n) { try { if (n == 0) throw new Exception("deep"); Deep(n - 1); } finally { if (n % 2 == 0) Log.Say("deep finally " + n); } }
    public static IEnumerable<(string Name, Action Body)> All()
    {
        yield return ("direct", () => throw new Exception("direct"));
        yield return ("virtual", () => { Base b = new D(); b.Go(); });
        yield return ("interface", () => { IThrow b = new D(); b.Default(); });
        yield return ("property", () => { Base b = new D(); Console.WriteLine(b.P); });
        yield return ("indexer", () => Console.WriteLine(new D()[4]));
        yield return ("operator", () => { var d = new D(); d = d + d; });
        yield return ("conversion", () => { int i = new D(); });
        yield return ("struct", () => Constrained(new S<int>()));
        yield return ("struct boxed", () => { IThrow t = new S<List<string>>(); t.Default(); });
        yield return ("constructor", () => new BadCtor());
        yield return ("new()", () => Create<BadCtor>());
        yield return ("iterator", () => { foreach (var i in Iter()) Log.Say("item " + i); });
        yield return ("linq", () => Enumerable.Range(0, 5).Select(i => 10 / (i - 2)).Where(i => i != 0).ToList());
        yield return ("multicast", () => { Action a = () => Log.Say("first"); a += () => throw new Exception("second"); a += () => Log.Say("third"); a(); });
        yield return ("deep", () => Deep(5));
        yield return ("sort", () => new[] { 3, 1, 2 }.AsSpan().Sort((a, b) => throw new Exception("comparer")));
        yield return ("null delegate", () => { Action a = null; a(); });
    }
    static T Create<T>() where T : new() => new T();
}
