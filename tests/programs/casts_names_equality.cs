using System; using System.Collections; using System.Collections.Generic;
interface I1 {} interface IV<out T> { T Get(); } interface IC<in T> { void Put(T t); }
class Base : I1 {} class Derived : Base, IV<string>, IC<object> { public string Get() => "g"; public void Put(object o) => Console.WriteLine("put " + o); }
enum E1 { A, B } enum E2 : byte { X } [Flags] enum FL { None = 0, A = 1, B = 2, C = 4, AB = 3 }
struct S : I1 { public int a; public string b; } struct S2 { public double d; public int x; } struct S3 { public S s; public decimal m; }
static class P {
  static void Main() {
    object o = new Derived();
    Console.WriteLine(o is Base); Console.WriteLine(o is I1); Console.WriteLine(o is IV<object>); Console.WriteLine(o is IV<string>); Console.WriteLine(o is IC<string>); Console.WriteLine(o is IC<int>); Console.WriteLine(o is IV<int>);
    Console.WriteLine(((IV<object>)o).Get()); ((IC<string>)o).Put("x");
    object a = new string[] { "a" };
    Console.WriteLine(a is object[]); Console.WriteLine(a is IEnumerable<object>); Console.WriteLine(a is IList<object>); Console.WriteLine(a is int[]); Console.WriteLine(a is IList<int>); Console.WriteLine(a is ICollection); Console.WriteLine(a is IReadOnlyList<IComparable>);
    object ia = new int[1]; Console.WriteLine(ia is uint[]); Console.WriteLine(ia is long[]); Console.WriteLine(ia is E1[]); Console.WriteLine(ia is IList<uint>); Console.WriteLine(ia is IEnumerable<object>);
    object ea = new E1[1]; Console.WriteLine(ea is int[]); Console.WriteLine(ea is E2[]);
    object ma = new int[2, 2]; Console.WriteLine(ma is int[,]); Console.WriteLine(ma is int[]); Console.WriteLine(ma is int[,,]);
    object s = new S { a = 1 }; Console.WriteLine(s is I1); Console.WriteLine(s is S); Console.WriteLine(s is ValueType); Console.WriteLine(s is S2);
    int? ni = 5; object bn = ni; Console.WriteLine(bn is int); Console.WriteLine(bn is int?); int? nn = null; object bnn = nn; Console.WriteLine(bnn == null); Console.WriteLine((int?)bn);
    Func<string> fs = () => "f"; object fo = fs; Console.WriteLine(fo is Func<object>); Console.WriteLine(((Func<object>)fo)()); Action<object> ao = x => Console.WriteLine(x); ((Action<string>)ao)("ctr");
    try { var x = (I1)(object)"str"; } catch (InvalidCastException e) { Console.WriteLine(e.Message); }
    try { var x = (List<int>)(object)new List<string>(); } catch (InvalidCastException e) { Console.WriteLine(e.Message); }
    try { var x = (int)(object)5L; } catch (InvalidCastException e) { Console.WriteLine(e.Message); }
    foreach (var t in new[] { typeof(int), typeof(string), typeof(List<int>), typeof(Dictionary<string, List<int>>), typeof(int[]), typeof(int[,]), typeof(List<>), typeof(Outer.Inner<int>), typeof(int?), typeof(E1), typeof(void), typeof(int*) , typeof(S)})
      Console.WriteLine(t.Name + " | " + t.FullName + " | " + t + " | " + t.Namespace + " | " + t.IsValueType + t.IsEnum + t.IsClass + t.IsArray + t.IsGenericType + t.IsPrimitive + t.IsInterface);
    Console.WriteLine(typeof(List<int>).GetGenericTypeDefinition() == typeof(List<>)); Console.WriteLine(typeof(List<int>).GetGenericArguments()[0]); Console.WriteLine(typeof(int[]).GetElementType()); Console.WriteLine(typeof(Derived).BaseType); Console.WriteLine(typeof(Base).IsAssignableFrom(typeof(Derived))); Console.WriteLine(typeof(IV<object>).IsAssignableFrom(typeof(Derived)));  Console.WriteLine(typeof(Derived).GetInterfaces().Length); Console.WriteLine(typeof(Derived).IsSubclassOf(typeof(Base)));
    Console.WriteLine(E1.B + " " + (E1)5 + " " + (FL)3 + " " + (FL)5 + " " + (FL)8 + " " + FL.None + " " + E2.X.ToString("D")+ " " + FL.A.HasFlag(FL.A));
    Console.WriteLine(Enum.Parse<FL>("A, C") + " " + Enum.IsDefined(E1.A) + " " + Enum.IsDefined((E1)9) + " " + string.Join(",", Enum.GetNames<FL>()) + " " + string.Join(",", Enum.GetValues<FL>()) + " " + Enum.TryParse<E1>("b", true, out var eb) + eb + Enum.GetUnderlyingType(typeof(E2)) + " " + Enum.GetName(E1.A));
    Console.WriteLine(new S { a = 1, b = "x" }.Equals(new S { a = 1, b = new string('x', 1) }) + " " + new S { a = 1 }.Equals(new S { a = 2 }) + " " + new S2 { d = 0.0 }.Equals(new S2 { d = double.NegativeZero }) + " " + new S2 { d = double.NaN }.Equals(new S2 { d = double.NaN }) + " " + new S3 { m = 1.0m }.Equals(new S3 { m = 1.00m }) + " " + (new S { a = 3, b = "q" }.GetHashCode() == new S { a = 3, b = "q" }.GetHashCode()) + " " + new S().ToString());
    Console.WriteLine(o.GetType() == typeof(Derived)); Console.WriteLine(o.GetType()); Console.WriteLine(new object().ToString()); Console.WriteLine(o.GetHashCode() == o.GetHashCode()); Console.WriteLine(1.GetType().Name);
    var arr = Array.CreateInstance(typeof(int), 3); arr.SetValue(5, 1); Console.WriteLine(arr.GetValue(1)); Array.Clear(arr); Console.WriteLine(((int[])arr)[1]); object[] dst = new object[2]; Array.Copy(new[] { 1, 2 }, dst, 2); Console.WriteLine(dst[1]); var cl = (int[])new[] { 1, 2, 3 }.Clone(); Console.WriteLine(cl[2]); long[] lg = new long[2]; Array.Copy(new[] { 1, 2 }, lg, 2); Console.WriteLine(lg[1]);
    var md = new int[2, 3]; md[1, 2] = 7; Console.WriteLine(md.GetLength(1) + " " + md.Rank + " " + md.GetValue(1, 2) + " " + md.Length); 
    Action d1 = () => Console.Write("1"), d2 = () => Console.Write("2"); Action d3 = d1 + d2 + d1; d3(); d3 -= d1; d3(); Console.WriteLine(" " + d3.GetInvocationList().Length + (d3 == d1 + d2) + d3.Equals(d1)); Console.WriteLine(Activator.CreateInstance<Derived>() != null); Console.WriteLine(Activator.CreateInstance(typeof(Derived)) is Derived);
    Console.WriteLine((ValueTuple.Create(1, "a"), (2, 3.5)).ToString() + new { X = 1, Y = "z" } + " " + (1, 2).Equals((1, 2)) + (1, 2).GetHashCode().Equals((1, 2).GetHashCode()));
  }
}
class Outer { public class Inner<T> { } }
