IA x = new Impl(); Console.WriteLine(x.M() + " " + ((IB)x).M() + " " + new Impl().M() + " " + x.Def() + " " + ((IB)x).Def2(3)); IA y = new Over(); Console.WriteLine(y.M() + y.Def());
IA s = new SImpl { V = 4 }; Console.WriteLine(s.M() + s.Def()); ((IMut)s).Set(9); Console.WriteLine(s.M()); IG<int> g = new G(); IG<string> gs = new G(); Console.WriteLine(g.Get() + gs.Get());
IEnumerable<object> co = new List<string> { "a", "b" }; foreach (var o in co) Console.Write(o); Action<object> ao = v => Console.Write(v + "!"); Action<string> as_ = ao; as_("z"); Console.WriteLine();
Console.WriteLine((x is IB) + " " + (x is IDisposable) + " " + (x as IComparable == null)); try { var d = (IDisposable)x; } catch (InvalidCastException ice) { Console.WriteLine(ice.Message); }
IComparer<object> cmp = Comparer<object>.Create((a, b) => a.ToString()!.Length - b.ToString()!.Length); IComparer<string> cs = cmp; Console.WriteLine(cs.Compare("aa", "b")); 
IDiamond dm = new Dia(); Console.WriteLine(((IBase)dm).W()); Console.WriteLine(IStat.Helper() + " " + Base2.Call(new Derived2())); IEnumerable<int> e = new[] { 1, 2, 3 }; Console.WriteLine(e.Sum() + " " + ((ICollection<int>)e).Count + " " + ((IList<int>)e)[1] + ((System.Collections.IList)e).Contains(3));
using (var disp = new Disp()) Console.WriteLine("in"); IReadOnlyList<object> rl = new string[] { "q" }; Console.WriteLine(rl[0] + "" + rl.Count);
interface IA { string M(); string Def() => "def" + M(); } interface IB { string M(); string Def2(int n) => "d2" + n + M(); }
class Impl : IA, IB { public string M() => "pub"; string IB.M() => "ib"; } class Over : IA { public string M() => "over"; public string Def() => "mydef"; }
interface IMut { void Set(int v); } struct SImpl : IA, IMut { public int V; public string M() => "s" + V; public void Set(int v) => V = v; }
interface IG<T> { T Get(); } class G : IG<int>, IG<string> { int IG<int>.Get() => 1; string IG<string>.Get() => "g"; }
interface IBase { string W() => "base"; } interface IL : IBase { string IBase.W() => "L"; } interface IDiamond : IL { string IBase.W() => "D"; } class Dia : IDiamond { }
interface IStat { static string Helper() => "stat"; } class Base2 : IFoo { public virtual string F() => "b"; public static string Call(IFoo f) => f.F(); } interface IFoo { string F(); } class Derived2 : Base2, IFoo { public override string F() => "d" + base.F(); }
class Disp : IDisposable { public void Dispose() => Console.WriteLine("disposed"); }
