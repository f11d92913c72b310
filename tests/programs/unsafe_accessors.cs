// UnsafeAccessor in every shape, also over type parameters and named types.
using System.Runtime.CompilerServices;
class Secret { private int f = 3; private static string s = "st"; private Secret() {} private Secret(int x) { f = x; } private int M(int a) => a + f; private static int S(int a) => a * 2; private int M(string a) => a.Length; private T Gen<T>(T t) => t; private ref int R() => ref f; public override string ToString() => "Secret" + f; }
class Box<T> { private T value; private static T shared; private Box() {} private Box(T v) { value = v; } private T Get() => value; private void Set(T v) => value = v; private U Map<U>(Func<T, U> f) => f(value); private static string Name() => typeof(T).Name; private static U Conv<U>(T t, U u) => u; public override string ToString() => "Box" + value; private List<T> list = new(); }
struct Val { private int x; private int Inc() => ++x; private Val(int a) { x = a; } public override string ToString() => "Val" + x; }
static class A {
  [UnsafeAccessor(UnsafeAccessorKind.Constructor)] public static extern Secret New();
  [UnsafeAccessor(UnsafeAccessorKind.Constructor)] public static extern Secret New(int x);
  [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "f")] public static extern ref int F(Secret s);
  [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "s")] public static extern ref string Sf(Secret s);
  [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "M")] public static extern int M(Secret s, int a);
  [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "M")] public static extern int M(Secret s, string a);
  [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "S")] public static extern int S(Secret s, int a);
  [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Gen")] public static extern T Gen<T>(Secret s, T t);
  [UnsafeAccessor(UnsafeAccessorKind.Method)] public static extern ref int R(Secret s);
  [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Inc")] public static extern int Inc(ref Val v);
  [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "x")] public static extern ref int X(ref Val v);
  [UnsafeAccessor(UnsafeAccessorKind.Constructor)] public static extern Val NewVal(int a);
  [UnsafeAccessor(UnsafeAccessorKind.Method, Name = ".ctor")] public static extern void Ctor(Secret s, int a);
  [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "missing")] public static extern void Missing(Secret s);
  [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "missing")] public static extern ref int MissingField(Secret s);
  [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "f")] public static extern ref long WrongType(Secret s);
}
static class G<T> {
  [UnsafeAccessor(UnsafeAccessorKind.Constructor)] public static extern Box<T> New(T v);
  [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "value")] public static extern ref T Value(Box<T> b);
  [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "list")] public static extern ref List<T> L(Box<T> b);
  [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "shared")] public static extern ref T Shared(Box<T> b);
  [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Get")] public static extern T Get(Box<T> b);
  [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Set")] public static extern void Set(Box<T> b, T v);
  [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Map")] public static extern U Map<U>(Box<T> b, Func<T, U> f);
  [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "Name")] public static extern string Name(Box<T> b);
  [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "Conv")] public static extern U Conv<U>(Box<T> b, T t, U u);
}
static class N {
  [UnsafeAccessor(UnsafeAccessorKind.Constructor)] [return: UnsafeAccessorType("Hidden")] public static extern object NewHidden();
  [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Hello")] public static extern string Hello([UnsafeAccessorType("Hidden")] object h, int a);
  [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "Stat")] public static extern string Stat([UnsafeAccessorType("Hidden")] object h, [UnsafeAccessorType("Hidden")] object other);
  [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "Make")] [return: UnsafeAccessorType("Hidden")] public static extern object Make([UnsafeAccessorType("Hidden")] object h);
  [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "n")] public static extern ref int Nf([UnsafeAccessorType("Hidden")] object h);
}
class Hidden { private int n = 5; private Hidden() {} private string Hello(int a) => "hello " + (a + n); private static string Stat(Hidden o) => "stat" + o.n; private static Hidden Make() => new Hidden { n = 77 }; }
static class P {
  static void Try(string what, Func<object> f) { try { Console.WriteLine(what + ": " + f()); } catch (Exception e) { Console.WriteLine(what + ": " + e.GetType().Name + ": " + e.Message); } }
  static void Main() {
    Try("new", () => A.New()); Try("new 1", () => A.New(8)); var s = A.New(9);
    Try("f", () => A.F(s)); A.F(s) = 20; Try("sf", () => A.Sf(null)); Try("M", () => A.M(s, 1)); Try("Ms", () => A.M(s, "abc")); Try("S", () => A.S(null, 4)); Try("gen", () => A.Gen(s, "g") + A.Gen(s, 5)); Try("R", () => ++A.R(s));
    Val v = A.NewVal(3); Try("v", () => v); Console.WriteLine(A.Inc(ref v)); A.X(ref v) = 40; Console.WriteLine(v);
    A.Ctor(s, 66); Console.WriteLine(s);
    Try("missing", () => { A.Missing(s); return null; }); Try("missing field", () => A.MissingField(s)); Try("wrong type", () => A.WrongType(s));
    Try("null", () => A.F(null));
    var b = G<string>.New("x"); Try("b", () => G<string>.Get(b)); G<string>.Set(b, "y"); Try("value", () => G<string>.Value(b)); Try("list", () => G<string>.L(b).Count); G<string>.Shared(null) = "sh"; Try("shared", () => G<string>.Shared(null)); Try("map", () => G<string>.Map(b, q => q.Length + 10)); Try("name", () => G<string>.Name(null)); Try("conv", () => G<string>.Conv(null, "a", 4.5));
    var c = G<int>.New(4); Try("c", () => G<int>.Get(c)); G<int>.Set(c, 5); Try("value", () => G<int>.Value(c)); Try("map", () => G<int>.Map(c, q => "m" + q)); Try("name", () => G<int>.Name(null)); Try("conv", () => G<int>.Conv(null, 2, "u"));
    Try("hidden", () => { var h = N.NewHidden(); return h.GetType() + N.Hello(h, 3) + N.Stat(null, h) + N.Hello(N.Make(null), 1); });
    Try("hidden bad", () => N.Hello("str", 3));
    Try("list", () => ListAccess<int>.Items(new List<int> { 1, 2, 3 }).Length >= 3);
  }
}
static class ListAccess<T> { [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_items")] public static extern ref T[] Items(List<T> l); }
