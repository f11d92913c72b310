A[] xs = { new A(), new B(), new C(), new D() };
foreach (var x in xs) Console.WriteLine($"{x.Name()} {x.NonVirtual()} {x} {x.Prop} {x.GetType().Name}");
Console.WriteLine(((A)new B()).Hidden() + " " + new B().Hidden()); B bb = new C(); Console.WriteLine(bb.Name() + bb.Sealed());
abstract_test(); static void abstract_test() { Shape[] ss = { new Sq(2), new Ci(1) }; foreach (var s in ss) Console.WriteLine($"{s.Area():F2} {s.Describe()}"); }
Console.WriteLine(new E(5).V); Console.WriteLine(new A().Equals(new A())); var a = new A(); Console.WriteLine(a.Equals(a) + " " + ReferenceEquals(a, a) + " " + (a.GetHashCode() == a.GetHashCode()));
class A { public virtual string Name() => "A"; public string NonVirtual() => "nv" + Name(); public virtual int Prop { get; set; } = 1; public string Hidden() => "hA"; public override string ToString() => "ts:" + GetType().Name; }
class B : A { public override string Name() => "B" + base.Name(); public new string Hidden() => "hB"; public virtual string Sealed() => "s"; }
class C : B { public sealed override string Name() => "C" + base.Name(); public override int Prop { get => base.Prop * 10; set => base.Prop = value; } public override string Sealed() => "sC"; }
class D : A { public new virtual string Name() => "newD"; }
abstract class Shape { public abstract double Area(); public virtual string Describe() => $"{GetType().Name} with area {Area():F1}"; }
class Sq(double s) : Shape { public override double Area() => s * s; }
class Ci(double r) : Shape { public override double Area() => Math.PI * r * r; public override string Describe() => "circle:" + base.Describe(); }
class E { public int V; int f = Init(); static int n = 10; static int Init() { return ++n; } public E(int x) : this() { V = f + x; } E() { f *= 2; } }
