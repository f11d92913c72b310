using System; using System.Reflection; using System.Collections.Generic; using System.Linq;
interface IShape { double Area(); string Name => "shape"; }
abstract class Base { public abstract string Id(); public virtual int V() => 1; protected virtual string Hidden() => "base"; }
class D1 : Base, IShape { public override string Id() => "d1"; public override int V() => 2; public double Area() => 3.5; protected override string Hidden() => "d1h"; }
class D2 : D1 { public override string Id() => "d2"; public new string Name = "x"; }
class Gen<T> { public T Value; public Gen(T v) { Value = v; } public Gen() {} public T Get() => Value; public U Conv<U>(Func<T, U> f) => f(Value); public static string Info<U>() => typeof(T).Name + "/" + typeof(U).Name; }
class Svc { public string Greet(string n, int times = 2) => string.Join(",", Enumerable.Repeat(n, times)); public void Out(out int a, ref string b) { a = 7; b += "!"; } public int Params(params int[] xs) => xs.Sum(); public static T Echo<T>(T x) => x; public void Throw() => throw new InvalidOperationException("boom"); }
delegate int Op(int a, int b);
static class Ops { public static int Add(int a, int b) => a + b; public static int Mul(int a, int b) => a * b; }
class Acc { int total; public int AddTo(int a, int b) { total += a + b; return total; } public virtual string Who() => "acc"; }
class Acc2 : Acc { public override string Who() => "acc2"; }
struct Pt { public int X; public int GetX() => X; }
class Ctor { public string S; public Ctor(int a, string b) { S = a + b; } internal Ctor(string x) { S = "internal " + x; } }
static class Prog {
  static void Main() {
    Console.WriteLine(typeof(Base).GetMethod("Id").Invoke(new D2(), null));
    Console.WriteLine(typeof(Base).GetMethod("V").Invoke(new D2(), null));
    Console.WriteLine(typeof(IShape).GetMethod("Area").Invoke(new D1(), null));
    Console.WriteLine(typeof(IShape).GetProperty("Name").GetValue(new D1()));
    Console.WriteLine(typeof(Base).GetMethod("Hidden", BindingFlags.NonPublic|BindingFlags.Instance).Invoke(new D2(), null));
    Console.WriteLine(typeof(object).GetMethod("ToString").Invoke(12, null));
    var svc = new Svc();
    var m = typeof(Svc).GetMethod("Greet");
    Console.WriteLine(m.Invoke(svc, new object[] { "a", Type.Missing }));
    var args = new object[] { null, "b" };
    typeof(Svc).GetMethod("Out").Invoke(svc, args); Console.WriteLine(args[0] + " " + args[1]);
    Console.WriteLine(typeof(Svc).GetMethod("Params").Invoke(svc, new object[] { new[] { 1, 2, 3 } }));
    Console.WriteLine(typeof(Svc).InvokeMember("Params", BindingFlags.InvokeMethod|BindingFlags.Public|BindingFlags.Instance, null, svc, new object[] { new[] { 4, 5 } }));
    Console.WriteLine(typeof(Svc).GetMethod("Echo").MakeGenericMethod(typeof(int)).Invoke(null, new object[] { 5 }));
    Console.WriteLine(typeof(Svc).GetMethod("Echo").MakeGenericMethod(typeof(string)).Invoke(null, new object[] { "s" }));
    foreach (var t in new[] { typeof(int), typeof(string), typeof(Pt) }) Console.WriteLine(typeof(Svc).GetMethod("Echo").MakeGenericMethod(t).ReturnType);
    try { typeof(Svc).GetMethod("Throw").Invoke(svc, null); } catch (TargetInvocationException e) { Console.WriteLine(e.InnerException.Message); }
    try { typeof(Svc).GetMethod("Throw").Invoke(svc, BindingFlags.DoNotWrapExceptions, null, null, null); } catch (InvalidOperationException e) { Console.WriteLine(e.Message); }
    var gt = typeof(Gen<>).MakeGenericType(typeof(int));
    object g = Activator.CreateInstance(gt, 41);
    Console.WriteLine(gt.GetMethod("Get").Invoke(g, null) + " " + gt.GetField("Value").GetValue(g));
    Console.WriteLine(typeof(Gen<int>).GetMethod("Info").MakeGenericMethod(typeof(string)).Invoke(null, null));
    var op = (Op)Delegate.CreateDelegate(typeof(Op), typeof(Ops), "Add"); Console.WriteLine(op(2, 3));
    op = typeof(Ops).GetMethod("Mul").CreateDelegate<Op>(); Console.WriteLine(op(2, 3));
    var acc = new Acc2();
    op = (Op)Delegate.CreateDelegate(typeof(Op), acc, "AddTo"); op(1, 1); Console.WriteLine(op(1, 1));
    var who = (Func<Acc, string>)Delegate.CreateDelegate(typeof(Func<Acc, string>), typeof(Acc).GetMethod("Who")); Console.WriteLine(who(acc) + who(new Acc()));
    var get = (Func<string>)Delegate.CreateDelegate(typeof(Func<string>), acc, typeof(Acc).GetMethod("Who")); Console.WriteLine(get());
    var px = (Func<int>)Delegate.CreateDelegate(typeof(Func<int>), new Pt { X = 8 }, "GetX"); Console.WriteLine(px());
    Console.WriteLine(op.DynamicInvoke(5, 6));
    Func<int, int> lam = x => x * 2; Console.WriteLine(lam.DynamicInvoke(21));
    Console.WriteLine(lam.Method.Invoke(lam.Target, new object[] { 4 }));
    Console.WriteLine(((Ctor)Activator.CreateInstance(typeof(Ctor), 5, "x")).S);
    Console.WriteLine(((Ctor)Activator.CreateInstance(typeof(Ctor), BindingFlags.NonPublic|BindingFlags.Instance, null, new object[] { "y" }, null)).S);
    Console.WriteLine(typeof(string).GetConstructor(new[] { typeof(char), typeof(int) }).Invoke(new object[] { 'z', 3 }));
    Console.WriteLine(typeof(string).GetMethod("Substring", new[] { typeof(int) }).Invoke("hello", new object[] { 2 }));
    var list = Activator.CreateInstance(typeof(List<int>)); typeof(List<int>).GetMethod("Add").Invoke(list, new object[] { 3 });
    Console.WriteLine(((List<int>)list)[0] + " " + list.GetType().GetProperty("Count").GetValue(list));
    foreach (var t in Assembly.GetExecutingAssembly().GetTypes().Where(t => typeof(Base).IsAssignableFrom(t) && !t.IsAbstract).OrderBy(t => t.Name)) Console.WriteLine(((Base)Activator.CreateInstance(t)).Id());
    var anon = new { A = 1, B = "two" };
    foreach (var p in anon.GetType().GetProperties()) Console.WriteLine(p.Name + "=" + p.GetValue(anon));
    var e1 = typeof(Acc).GetMethods(BindingFlags.Public|BindingFlags.Instance|BindingFlags.DeclaredOnly).Select(x => x.Name); Console.WriteLine(string.Join(",", e1));
    try { Delegate.CreateDelegate(typeof(Op), acc, "Who"); } catch (ArgumentException e) { Console.WriteLine(e.Message); }
    var arr = Array.CreateInstance(typeof(Pt), 3); Console.WriteLine(arr.Length + " " + arr.GetType());
  }
}
